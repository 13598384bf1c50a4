package dev.octet.benchmarks.environment;

import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.nvml.Nvml;
import dev.octet.bindings.nvml.NvmlDevice;
import dev.octet.bindings.nvml.NvmlReading;
import java.util.Optional;

/**
 * The GPU that something is measured on.
 *
 * @param name as the report calls it, such as "GPU 0, NVIDIA H100"
 * @param setting how NVML says that it is set; empty where NVML cannot be used
 * @param device to ask while something runs; empty where NVML cannot be used
 * @param reason why NVML cannot be used; empty where it can
 */
public record GpuUnderTest(String name, Optional<NvmlReading> setting, Optional<NvmlDevice> device, String reason) {

    /** That GPU, with what NVML says of it. */
    public static GpuUnderTest of(GpuDevice gpu) {
        String name = "GPU " + gpu.index() + ", " + gpu.name();
        try {
            NvmlReading setting = Nvml.read(gpu.pciBusId());
            return new GpuUnderTest(name, Optional.of(setting), Optional.of(NvmlDevice.at(gpu.pciBusId())), "");
        } catch (ToolkitException e) {
            return new GpuUnderTest(name, Optional.empty(), Optional.empty(), String.valueOf(e.getMessage()));
        }
    }
}
