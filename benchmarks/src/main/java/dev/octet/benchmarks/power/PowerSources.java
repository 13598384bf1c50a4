package dev.octet.benchmarks.power;

import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.bindings.nvml.NvmlDevice;
import java.util.ArrayList;
import java.util.List;

/** The sources that can be read on a machine, and why the others cannot. The owner of the sources. */
public final class PowerSources implements AutoCloseable {

    private final List<PowerSource> sources = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    /** None yet. */
    public PowerSources() {}

    /** Adds the counters of an x86 processor, or why there are none. */
    public PowerSources addProcessor(KernelFiles files) {
        RaplPower.find(files, sources, reasons);
        return this;
    }

    /**
     * Adds what NVML tells of a GPU, or why it does not.
     *
     * @param gpu what the report calls it
     */
    public PowerSources addGpu(NvmlDevice device, String gpu) {
        NvmlPower.find(device, gpu, sources, reasons);
        return this;
    }

    /** Adds another source, which is closed with these. */
    public PowerSources add(PowerSource source) {
        sources.add(source);
        return this;
    }

    /** Adds why a source cannot be read. */
    public PowerSources addReason(String reason) {
        reasons.add(reason);
        return this;
    }

    /** Those that can be read. */
    public List<PowerSource> readable() {
        return List.copyOf(sources);
    }

    /** Why others cannot, each one part of a sentence. */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }

    @Override
    public void close() {
        sources.forEach(PowerSource::close);
        sources.clear();
    }
}
