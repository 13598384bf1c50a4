package dev.octet.runner.cli;

import dev.octet.benchmarks.environment.EnvironmentProbe;
import dev.octet.benchmarks.environment.EnvironmentRecord;
import dev.octet.benchmarks.environment.GpuUnderTest;
import dev.octet.benchmarks.environment.ModelFile;
import dev.octet.benchmarks.environment.Observation;
import dev.octet.benchmarks.power.EnergyBenchmark;
import dev.octet.benchmarks.power.EnergyReading;
import dev.octet.benchmarks.power.NetEnergy;
import dev.octet.benchmarks.power.PowerDefaults;
import dev.octet.benchmarks.power.PowerSources;
import dev.octet.bindings.cuda.Cuda;
import dev.octet.bindings.cuda.GpuRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Under which conditions models are timed: the machine around the timed run, and the energy of a run of its own after it.
 * The owner of the sources of energy.
 */
final class RunConditions implements AutoCloseable {

    private final List<Path> files;
    private final List<String> flags;
    private final Optional<GpuRuntime> cuda;
    private final EnvironmentProbe probe;
    private final PowerSources sources;
    private final Console console;
    private final Map<String, List<NetEnergy>> energy = new LinkedHashMap<>();
    private List<EnergyReading> idle = List.of();
    private @Nullable Observation run;

    private RunConditions(
            List<Path> files,
            List<String> flags,
            Optional<GpuRuntime> cuda,
            EnvironmentProbe probe,
            PowerSources sources,
            Console console) {
        this.files = List.copyOf(files);
        this.flags = List.copyOf(flags);
        this.cuda = cuda;
        this.probe = probe;
        this.sources = sources;
        this.console = console;
    }

    /**
     * Finds what tells energy here, and says what it is, or why there is none.
     *
     * @param files the models
     */
    static RunConditions of(BenchmarkRequest request, List<Path> files) {
        OptionalInt number = request.backend().gpuOf(files);
        Optional<GpuRuntime> cuda = number.isPresent() ? Optional.of(Cuda.runtime()) : Optional.empty();
        EnvironmentProbe probe = EnvironmentProbe.ofThisMachine(
                cuda.map(runtime -> GpuUnderTest.of(runtime.devices().get(number.getAsInt()))));
        PowerSources sources = request.power().isWanted() ? probe.power() : new PowerSources();
        if (request.power().isWanted()) {
            request.power().say(sources, request.console());
        }
        List<String> flags = request.command().commandLine().getParseResult().originalArgs();
        return new RunConditions(files, flags, cuda, probe, sources, request.console());
    }

    /** Times, after a look at the idle machine; looks at the machine before, during and after it. */
    <T> T around(Supplier<T> timed) {
        if (!sources.readable().isEmpty()) {
            idle = EnergyBenchmark.of(sources.readable()).idle(PowerDefaults.IDLE);
        }
        List<T> result = new ArrayList<>();
        run = probe.during(() -> result.add(timed.get()));
        return result.get(0);
    }

    /** Measures the energy of work that returns how many images went through; nothing where no source is readable. */
    void measureEnergy(String model, LongSupplier work) {
        if (sources.readable().isEmpty()) {
            return;
        }
        console.say("Energy of " + model + ": " + PowerDefaults.RUN.toSeconds() + " s");
        energy.put(model, EnergyBenchmark.of(sources.readable()).of(work, idle));
    }

    /**
     * Adds energy and environment to the report, and under its table what belongs beside the figures.
     *
     * @param backends what ran the models, with its version
     */
    void addTo(BenchmarkReport report, List<String> backends) {
        if (!energy.isEmpty()) {
            EnergyReport told = new EnergyReport(energy, sources.reasons());
            told.lines().forEach(report::line);
            report.section("power", told.json());
        }
        if (run != null) {
            EnvironmentRecord record = probe.record(
                    run,
                    flags,
                    runtimes(backends),
                    files.stream().map(ModelFile::of).toList());
            record.warnings().forEach(warning -> report.line("warning: " + warning));
            report.section("environment", record);
        }
    }

    private Map<String, String> runtimes(List<String> backends) {
        Map<String, String> versions = new LinkedHashMap<>();
        for (String backend : backends) {
            int space = backend.lastIndexOf(' ');
            versions.put(space < 0 ? backend : backend.substring(0, space), backend.substring(space + 1));
        }
        cuda.ifPresent(runtime -> {
            versions.put("CUDA", GpuRuntime.words(runtime.runtimeVersion()));
            versions.put("CUDA of the driver", GpuRuntime.words(runtime.driverVersion()));
        });
        return versions;
    }

    @Override
    public void close() {
        sources.close();
    }
}
