package dev.octet.runner.doctor;

import dev.octet.bindings.cuda.GpuDriver;
import dev.octet.bindings.failure.ToolkitException;
import java.util.List;

/** Whether there is an NVIDIA driver with a device. */
record DriverProbe(GpuStack gpu, boolean gpuNeeded) implements Probe {

    private static final String CHECK = "NVIDIA driver";

    @Override
    public List<Finding> look() {
        try {
            GpuDriver driver = gpu.driver();
            return List.of(Finding.ok(
                    CHECK, driver.version().map(v -> v + ", ").orElse("") + driver.library() + ", " + driver.device()));
        } catch (ToolkitException e) {
            return List.of(Finding.of(CHECK, e, gpuNeeded));
        }
    }
}
