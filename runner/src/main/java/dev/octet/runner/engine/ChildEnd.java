package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a process that builds ended without saying so itself.
 *
 * @param exitCode as Java tells it: 128 and the signal's number when one ended it
 * @param phase it was at
 * @param seconds that it ran
 * @param tail what it said last
 * @param crashReport what the JVM wrote when native code crashed it
 */
record ChildEnd(int exitCode, BuildPhase phase, double seconds, NativeLogTail tail, Optional<Path> crashReport) {

    private static final int SIGNALS = 128;
    private static final int SIGINT = 2;
    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;
    private static final Map<Integer, String> NAMES =
            Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", SIGKILL, "SIGKILL", 11, "SIGSEGV");
    private static final String FRAME = "# Problematic frame:";

    /** True when it was asked to stop, by Ctrl-C or by the system. */
    boolean wasStopped() {
        return exitCode == SIGNALS + SIGINT || exitCode == SIGNALS + SIGTERM;
    }

    /** The failure that it is. */
    ToolkitException failure(Path model) {
        if (wasStopped()) {
            return new ToolkitException(
                    FailureKind.INTERRUPTED,
                    "The process that builds the engine of " + model + " was stopped.",
                    "Start the build again.");
        }
        String end =
                String.format(Locale.ROOT, "%s %s, %.1f s after its start", how(), "while " + phase.word(), seconds);
        String message = "The process that builds the engine of " + model + " " + end + frame() + "." + tail.text();
        if (tail.saysOutOfMemory()) {
            return new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    message,
                    "Free memory of the GPU and of this machine, or lower --workspace, the batch or the input size.");
        }
        if (exitCode == SIGNALS + SIGKILL) {
            return new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    message,
                    "Linux kills so when memory runs out: free some, or lower --workspace, the batch or the input size.");
        }
        return new ToolkitException(
                FailureKind.NATIVE_FAILURE,
                message,
                "Run it again with -v for all that TensorRT says; another --optimization-level, --precision or"
                        + " --workspace may get around it.");
    }

    private String how() {
        int signal = exitCode - SIGNALS;
        if (signal > 0 && signal < 65) {
            return "died of signal " + signal + (NAMES.containsKey(signal) ? " (" + NAMES.get(signal) + ")" : "");
        }
        return "ended with exit code " + exitCode + " and no result";
    }

    /** Where native code crashed, from the JVM's report. */
    private String frame() {
        if (crashReport.isEmpty()) {
            return "";
        }
        try {
            List<String> lines = Files.readAllLines(crashReport.get(), StandardCharsets.ISO_8859_1);
            int at = lines.indexOf(FRAME);
            return at < 0 || at + 1 >= lines.size()
                    ? ""
                    : ", in " + lines.get(at + 1).replaceFirst("^#\\s*", "").strip();
        } catch (IOException e) {
            return "";
        }
    }
}
