package dev.octet.runner.doctor;

import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.failure.ToolkitException;
import java.util.List;

/** Whether TensorRT can build engines for each GPU; nothing where it is not loaded. */
record BuilderResourceLine(GpuStack gpu, boolean gpuNeeded) implements Probe {

    @Override
    public List<Finding> look() {
        if (GpuStack.asked(gpu::tensorRt).isEmpty()) {
            return List.of();
        }
        return GpuStack.asked(gpu::cuda)
                .map(cuda -> cuda.devices().stream().map(this::resource).toList())
                .orElse(List.of());
    }

    private Finding resource(GpuDevice device) {
        String check = "builder " + device.sm();
        try {
            return Finding.ok(check, gpu.builderResource(device).toString());
        } catch (ToolkitException e) {
            return Finding.of(check, e, gpuNeeded);
        }
    }
}
