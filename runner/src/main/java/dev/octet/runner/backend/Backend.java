package dev.octet.runner.backend;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What runs models. */
public enum Backend {
    /** ONNX files, on the CPU. */
    ONNXRUNTIME("onnxruntime"),
    /** Engines, on an NVIDIA GPU. */
    TENSORRT("tensorrt");

    private final String text;

    Backend(String text) {
        this.text = text;
    }

    /** As the command line names it. */
    public String text() {
        return text;
    }

    /** The backend of that name. */
    public static Optional<Backend> named(String name) {
        return Arrays.stream(values()).filter(one -> one.text.equals(name)).findFirst();
    }

    /**
     * The one that a file is for, told by its content.
     *
     * @throws ToolkitException {@code BAD_INPUT} when there is no such file, or it is for neither
     */
    public static Backend of(Path file) {
        return switch (ModelFormat.of(file)) {
            case ONNX -> ONNXRUNTIME;
            case PLAN -> TENSORRT;
        };
    }

    /**
     * Checks that a file is for this one.
     *
     * @throws ToolkitException {@code USAGE} when it is for the other, {@code BAD_INPUT} when it is for neither
     */
    public void requireRuns(Path file) {
        if (of(file) == this) {
            return;
        }
        throw switch (this) {
            case ONNXRUNTIME ->
                new ToolkitException(
                        FailureKind.USAGE,
                        "Backend onnxruntime runs ONNX models, " + file + " is a TensorRT engine.",
                        "Leave --backend out, or name the ONNX model that the engine was built from.");
            case TENSORRT ->
                new ToolkitException(
                        FailureKind.USAGE,
                        "Backend tensorrt runs engines, " + file + " is an ONNX model.",
                        "Build it first: octet build " + file + " -o MODEL.engine");
        };
    }
}
