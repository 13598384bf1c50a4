package dev.octet.runner.detect;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.finetune.OutputLoss;
import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a detector's boxes and scores are and what their numbers mean. Immutable, for any number of threads. */
public interface DetectionHead {

    /** As reports and {@code --head} name it. */
    String name();

    /** The preprocessing that models with this head were trained with, by name. */
    String preprocess();

    /** The settings that the head's own project evaluates with, or those that the graph itself has. */
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

    /**
     * The tensors that it decodes, float32: outputs of the model, or tensors inside it that a model has to be cut at.
     */
    List<String> tensors();

    /** True when what it decodes went through an NMS already. */
    boolean suppressed();

    /**
     * Adds the candidates of one image, or its detections when it is {@link #suppressed()}; boxes in px of the model's input.
     *
     * @param tensors {@link #tensors()} of one image by name, row-major, from position 0
     * @param settings which scores and classes count
     * @param candidates where to add them
     */
    void decode(Map<String, FloatBuffer> tensors, DetectionSettings settings, Candidates candidates);

    /**
     * What belongs to one image of a tensor that was made from several.
     *
     * @param values one of {@link #tensors()}, from position 0
     * @param image which of them, from 0
     * @param images how many there were
     * @return the values that {@link #decode} takes for this image
     */
    default FloatBuffer ofImage(FloatBuffer values, int image, int images) {
        int size = values.limit() / images;
        return values.slice(image * size, size);
    }

    /** Anchors of raw heads, as {@code --anchors} takes them; empty for all others. */
    default Optional<String> anchors() {
        return Optional.empty();
    }

    /** What detection loses when the network is not quite what it was, for searches. */
    OutputError outputError();

    /** The same with gradients, for training. */
    default OutputLoss outputLoss() {
        OutputError error = outputError();
        return error instanceof RowsError rows
                ? new RowsLoss(rows.layout())
                : OutputLoss.relativeSquares(error.tensors().isEmpty() ? tensors() : error.tensors());
    }

    /** What a user should know about how this head is read, one sentence each. */
    List<String> remarks();

    /** All heads that can be named. */
    static List<String> names() {
        return Arrays.stream(HeadForm.values()).map(HeadForm::text).toList();
    }
}
