package dev.octet.runner.detect;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/** A layout of detector outputs and what its numbers mean. */
public interface DetectionHead {

    /** As reports and {@code --head} name it. */
    String name();

    /** The preprocessing that models with this head were trained with, by name. */
    String preprocess();

    /** The settings that the head's own project evaluates with. */
    DetectionSettings evaluationSettings();

    /** How many classes it tells apart. */
    int classes();

    /**
     * Checks that annotations are for this many classes.
     *
     * @param categories in the annotations
     * @param model name of the model, for the message
     * @param annotations their file, for the message
     * @throws ToolkitException {@code BAD_INPUT} when not
     */
    default void requireClasses(int categories, String model, Path annotations) {
        if (categories != classes()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + model + " tells " + classes() + " classes apart, " + annotations + " has " + categories
                            + " categories.",
                    "Give the annotations that the model was trained for.");
        }
    }

    /** The output that it decodes. */
    String output();

    /**
     * Adds the candidates of one image, boxes as centre and size in px of the model's input.
     *
     * @param values the output of one image, row-major, from position 0
     * @param confidence candidates score more than this
     * @param candidates where to add them
     */
    void decode(FloatBuffer values, double confidence, Candidates candidates);

    /** What detection loses when the output is not quite what it was, for searches. */
    OutputError outputError();

    /** All heads that can be named. */
    static List<String> names() {
        return List.of(YoloxHead.NAME, YoloGridHead.NAME);
    }
}
