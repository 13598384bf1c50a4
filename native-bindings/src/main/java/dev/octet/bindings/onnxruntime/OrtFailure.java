package dev.octet.bindings.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Locale;

/** Decodes what ONNX Runtime throws. */
final class OrtFailure {

    private OrtFailure() {}

    static ToolkitException loading(String model, OrtException cause) {
        String text = text(cause);
        if (isMemory(text)) {
            return outOfMemory("load " + model, cause);
        }
        if (cause.getCode() == OrtErrorCode.ORT_NOT_IMPLEMENTED
                || text.contains("is not a registered function/op")
                || text.contains("No Op registered for")) {
            return new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "ONNX Runtime has no implementation for an operator of " + model + ": " + text,
                    "Export the model with operators of the standard ONNX domain, opset 11 to 21, in float32.",
                    cause);
        }
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "ONNX Runtime cannot load " + model + ": " + text,
                "Check that the file is a complete, valid ONNX model; `octet inspect` says more about it.",
                cause);
    }

    static ToolkitException running(OrtException cause) {
        String text = text(cause);
        if (isMemory(text)) {
            return outOfMemory("run the model", cause);
        }
        return new ToolkitException(
                FailureKind.NATIVE_FAILURE,
                "ONNX Runtime failed while running the model: " + text,
                "Check the inputs against `octet inspect`; if they fit, report this with the model.",
                cause);
    }

    static ToolkitException terminated(OrtException cause) {
        return new ToolkitException(
                FailureKind.INTERRUPTED, "The run was stopped before it ended.", "Start it again.", cause);
    }

    static ToolkitException unsupported(String message) {
        return new ToolkitException(
                FailureKind.UNSUPPORTED, message, "Export the model with float32 inputs and outputs.");
    }

    private static ToolkitException outOfMemory(String what, OrtException cause) {
        return new ToolkitException(
                FailureKind.OUT_OF_RESOURCES,
                "ONNX Runtime ran out of memory trying to " + what + ": " + text(cause),
                "Use a smaller batch or input size, or a machine with more memory.",
                cause);
    }

    private static boolean isMemory(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("bad_alloc") || lower.contains("failed to allocate memory");
    }

    static String text(OrtException cause) {
        String message = cause.getMessage();
        return message == null ? cause.getCode().toString() : message.strip();
    }
}
