package dev.octet.runner.detect;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Optional;

/**
 * How many classes a model tells apart that has its NMS inside: its outputs do not say it.
 *
 * @param known what was said of it, if anything
 */
record EngineClasses(Optional<Integer> known) {

    /** How many. */
    int count() {
        return known.orElseThrow(() -> new ToolkitException(
                FailureKind.USAGE,
                "The engine ends in an NMS and does not say how many classes it tells apart.",
                "Give --names or --annotations, or the model that the engine was built from with --onnx."));
    }

    /** A class that was found, when it is one of them. */
    int require(float found) {
        int index = (int) found;
        if (index < 0 || index >= known.orElse(Integer.MAX_VALUE)) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The model found class " + index + ", expected one of 0 to " + (count() - 1) + ".",
                    "Give the names, the annotations or the --onnx model that go with it.");
        }
        return index;
    }
}
