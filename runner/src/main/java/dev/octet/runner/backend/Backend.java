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
    TENSORRT("tensorrt"),
    /** TensorFlow Lite models, on the CPU. */
    TFLITE("tflite");

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
     * @throws ToolkitException {@code BAD_INPUT} when there is no such file, or it is for none
     */
    public static Backend of(Path file) {
        return switch (ModelFormat.of(file)) {
            case ONNX -> ONNXRUNTIME;
            case PLAN -> TENSORRT;
            case TFLITE -> TFLITE;
        };
    }

    /**
     * Checks that a file is for this one.
     *
     * @throws ToolkitException {@code USAGE} when it is for another, {@code BAD_INPUT} when it is for none
     */
    public void requireRuns(Path file) {
        Backend fitting = of(file);
        if (fitting == this) {
            return;
        }
        String message = "Backend " + text + " runs " + these() + ", " + file + " is " + fitting.one() + ".";
        boolean onnx = fitting == ONNXRUNTIME;
        throw new ToolkitException(
                FailureKind.USAGE,
                message,
                switch (this) {
                    case ONNXRUNTIME ->
                        fitting == TENSORRT
                                ? "Leave --backend out, or name the ONNX model that the engine was built from."
                                : "Leave --backend out, or name the ONNX model that it was exported from.";
                    case TENSORRT ->
                        onnx ? "Build it first: octet build " + file + " -o MODEL.engine" : "Leave --backend out.";
                    case TFLITE ->
                        onnx
                                ? "Export it first: octet export " + file + " --to tflite -o MODEL.tflite"
                                : "Leave --backend out.";
                });
    }

    private String these() {
        return switch (this) {
            case ONNXRUNTIME -> "ONNX models";
            case TENSORRT -> "engines";
            case TFLITE -> "TensorFlow Lite models";
        };
    }

    private String one() {
        return switch (this) {
            case ONNXRUNTIME -> "an ONNX model";
            case TENSORRT -> "a TensorRT engine";
            case TFLITE -> "a TensorFlow Lite model";
        };
    }
}
