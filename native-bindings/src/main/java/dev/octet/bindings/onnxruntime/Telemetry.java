package dev.octet.bindings.onnxruntime;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime 1.29 for Linux sends telemetry unless the environment of the process says otherwise, and what does so ends the
 * process with a segmentation fault, without a word, where the command line is longer than 4 KiB, as class paths are soon.
 */
final class Telemetry {

    static final String VARIABLE = "ORT_DISABLE_TELEMETRY";
    static final String OFF = "1";

    /** A command line of 3,300 bytes was survived, one of 4,300 was not. */
    private static final long LONGEST = 3_800;

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private Telemetry() {}

    /**
     * Checks that loading ONNX Runtime does not end the process.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when it would, with what to do
     */
    static void requireSafe() {
        requireSafe(System.getenv(VARIABLE), lengthOf(COMMAND_LINE));
    }

    static void requireSafe(@Nullable String setting, long commandLine) {
        if (commandLine > LONGEST && !OFF.equals(setting)) {
            throw ToolkitException.diagnosed(
                    "onnxruntime-telemetry",
                    FailureKind.UNSUPPORTED,
                    "ONNX Runtime cannot be used here: its telemetry would end the process, whose command line has "
                            + commandLine + " bytes; " + VARIABLE + " is " + (setting == null ? "not set" : setting)
                            + ", expected 1.",
                    "Set " + VARIABLE + "=1 in the environment before Java starts.",
                    null);
        }
    }

    static long lengthOf(Path commandLine) {
        try {
            return Files.readAllBytes(commandLine).length;
        } catch (IOException e) {
            return 0;
        }
    }
}
