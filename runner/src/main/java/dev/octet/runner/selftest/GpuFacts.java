package dev.octet.runner.selftest;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensorrt.TensorRt;
import dev.octet.calibrator.exchange.TensorRtVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What checks ask of the library and of this process. */
final class GpuFacts {

    private static final int LAST_WITH_CALIBRATORS = 10;

    private GpuFacts() {}

    static TensorRtVersion tensorRt() {
        return TensorRtVersion.ofNumber(TensorRt.probe().libraryVersion());
    }

    /** True where the library has INT8 calibrators and flags for precisions: up to TensorRT 10. */
    static boolean hasCalibrators() {
        return tensorRt().major() <= LAST_WITH_CALIBRATORS;
    }

    static String withoutCalibrators() {
        return "TensorRT " + tensorRt() + " takes types and ranges from the model alone.";
    }

    /** Memory of this process that is in RAM, bytes, after a collection of what Java no longer needs. */
    static long residentBytes() {
        System.gc();
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElseThrow(() -> new IOException("it has no VmRSS"));
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "The memory of this process cannot be read from /proc/self/status: " + e.getMessage() + ".",
                    "Run it on Linux with /proc mounted.",
                    e);
        }
    }
}
