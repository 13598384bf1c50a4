package dev.octet.bindings.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import dev.octet.bindings.platform.NativeLibrary;
import java.util.Map;

/** The ONNX Runtime library itself: loaded once, one environment for the whole process. */
public final class OnnxRuntime {

    /**
     * ONNX Runtime repeats in its log, on stderr, what its exceptions say. Only the exceptions are kept: with their
     * text in the message of ours nothing is lost, and stderr stays the program's own.
     */
    static final OrtLoggingLevel LOG_LEVEL = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;

    private static final NativeLibrary LIBRARY = NativeLibrary.of("ONNX Runtime", OnnxRuntime::load);

    private OnnxRuntime() {}

    /** Whether it can be loaded here, and which version it is. */
    public static NativeLibrary library() {
        return LIBRARY;
    }

    /**
     * Turns telemetry off for a process that is about to be started: it ends those whose command line is long, as one with a
     * class path is.
     *
     * @param environment of that process
     */
    public static void disableTelemetry(Map<String, String> environment) {
        environment.put(Telemetry.VARIABLE, Telemetry.OFF);
    }

    private static String load() {
        Telemetry.requireSafe();
        return OrtEnvironment.getEnvironment(LOG_LEVEL, "octet").getVersion();
    }

    static OrtEnvironment environment() {
        LIBRARY.verifyAvailable();
        return OrtEnvironment.getEnvironment();
    }
}
