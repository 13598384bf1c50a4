package dev.octet.runner.doctor;

import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.nvml.NvmlReading;
import java.util.List;

/** Whether a device tells how it is set; nothing where there is no device. A Jetson tells little, and elsewhere. */
record NvmlLine(GpuStack gpu, boolean jetson) implements Probe {

    private static final String CHECK = "NVML";

    @Override
    public List<Finding> look() {
        return GpuStack.asked(gpu::cuda)
                .map(cuda -> cuda.devices().stream().map(this::device).toList())
                .orElse(List.of());
    }

    private Finding device(GpuDevice device) {
        try {
            NvmlReading reading = gpu.nvml(device);
            return Finding.ok(
                    CHECK,
                    "driver " + reading.driverVersion() + ", GPU " + device.index() + ": "
                            + (reading.freeBytes().isPresent()
                                    ? reading.freeBytes().getAsLong() / (1 << 20) + " MiB free"
                                    : "free memory not known"));
        } catch (ToolkitException e) {
            // Energy and clocks are read through it; engines are built and run without.
            return jetson ? Finding.ok(CHECK, "not there, as on many a Jetson") : Finding.of(CHECK, e, false);
        }
    }
}
