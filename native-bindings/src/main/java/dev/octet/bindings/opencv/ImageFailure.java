package dev.octet.bindings.opencv;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import org.jspecify.annotations.Nullable;

/** Failures of pictures; the message is the reason alone, the caller knows the file. */
final class ImageFailure {

    private ImageFailure() {}

    static ToolkitException damaged(String reason) {
        return damaged(reason, null);
    }

    static ToolkitException damaged(String reason, @Nullable Throwable cause) {
        return new ToolkitException(FailureKind.BAD_INPUT, reason, "Replace or remove the image.", cause);
    }

    static ToolkitException tooLarge(String reason) {
        return new ToolkitException(
                FailureKind.BAD_INPUT, reason, "Replace it by a smaller copy, or raise the limit if you trust it.");
    }

    static ToolkitException failed(String what, RuntimeException cause) {
        return new ToolkitException(
                FailureKind.NATIVE_FAILURE,
                "OpenCV failed to " + what + ": " + cause.getMessage(),
                "Report this with the image.",
                cause);
    }
}
