package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;

/** Two models can be held against each other when they take the same images. */
final class SameInput {

    private SameInput() {}

    /**
     * Checks that two models have an image input of one name and size.
     *
     * @throws ToolkitException {@code BAD_INPUT} when not
     */
    static void require(Path first, DetectorFace face, Path second, DetectorFace otherFace) {
        if (!input(face).equals(input(otherFace))) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + second + " takes " + input(otherFace) + ", " + first + " takes " + input(face) + ".",
                    "Compare models with the same input.");
        }
    }

    private static String input(DetectorFace face) {
        return face.inputName() + " of " + face.input().width() + " x "
                + face.input().height() + " px";
    }
}
