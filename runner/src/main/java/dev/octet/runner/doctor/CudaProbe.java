package dev.octet.runner.doctor;

import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.cuda.GpuLibrary;
import dev.octet.bindings.cuda.GpuRuntime;
import dev.octet.bindings.failure.ToolkitException;
import java.util.ArrayList;
import java.util.List;

/** Whether CUDA runs, and on which devices. */
record CudaProbe(GpuStack gpu, boolean gpuNeeded) implements Probe {

    private static final String CHECK = "CUDA";

    @Override
    public List<Finding> look() {
        if (GpuStack.asked(gpu::driver).isEmpty()) {
            return List.of(WithoutDriver.finding(gpu, CHECK, GpuLibrary.RUNTIME.soname(), gpuNeeded));
        }
        try {
            GpuRuntime cuda = gpu.cuda();
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.ok(
                    CHECK,
                    "runtime " + GpuRuntime.words(cuda.runtimeVersion()) + ", driver up to "
                            + GpuRuntime.words(cuda.driverVersion())));
            cuda.devices().forEach(device -> findings.add(device(device)));
            return findings;
        } catch (ToolkitException e) {
            return List.of(Finding.of(CHECK, e, gpuNeeded));
        }
    }

    private static Finding device(GpuDevice device) {
        return Finding.ok(
                "GPU " + device.index(),
                device.name() + ", " + device.sm() + ", " + device.memoryBytes() / (1 << 20) + " MiB"
                        + (device.integrated() ? " shared with the processor" : ""));
    }
}
