package dev.octet.runner.backend;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a model's file. */
public final class ModelBytes {

    private ModelBytes() {}

    /**
     * All of them.
     *
     * @throws ToolkitException {@code BAD_INPUT} when the file cannot be read
     */
    public static byte[] of(Path model) {
        try {
            return Files.readAllBytes(model);
        } catch (IOException e) {
            throw unreadable(model, e);
        }
    }

    static ToolkitException unreadable(Path model, IOException cause) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "Model " + model + " cannot be read: " + cause.getMessage() + ".",
                "Check the file's permissions.",
                cause);
    }
}
