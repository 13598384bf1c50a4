package dev.octet.runner.doctor;

import dev.octet.bindings.cuda.GpuFailure;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensorrt.TensorRt;
import dev.octet.bindings.tensorrt.TensorRtProbe;
import java.nio.file.Path;
import java.util.List;

/** Whether TensorRT loads, and in which version. */
record TensorRtLine(GpuStack gpu, boolean gpuNeeded) implements Probe {

    private static final String CHECK = "TensorRT";

    @Override
    public List<Finding> look() {
        if (GpuStack.asked(gpu::cuda).isEmpty()) {
            return List.of(WithoutDriver.finding(gpu, CHECK, TensorRt.soname(), gpuNeeded));
        }
        try {
            return List.of(found(gpu.tensorRt()));
        } catch (ToolkitException e) {
            return List.of(Finding.of(CHECK, e, gpuNeeded));
        }
    }

    private static Finding found(TensorRtProbe tensorRt) {
        String found = tensorRt.words()
                + tensorRt.library().map(Path::toString).map(f -> ", " + f).orElse("");
        // What came later than the library is not called, so this is no failure.
        return tensorRt.headersNewer()
                ? new Finding(
                        CHECK,
                        "warn",
                        found + ": " + GpuFailure.HEADERS_NEWER.reason(),
                        GpuFailure.HEADERS_NEWER.remedy(),
                        GpuFailure.HEADERS_NEWER.diagnosis())
                : Finding.ok(CHECK, found);
    }
}
