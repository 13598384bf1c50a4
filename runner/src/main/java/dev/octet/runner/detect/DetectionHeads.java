package dev.octet.runner.detect;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Optional;

/** Finds the head of a model from its outputs, or makes the one that was named. */
public final class DetectionHeads {

    private static final int BOX_AND_OBJECTNESS = 5;

    private DetectionHeads() {}

    /** The head whose layout the outputs have, if there is one. */
    public static Optional<DetectionHead> recognise(List<OutputSpec> outputs, InputSize input) {
        Optional<OutputSpec> grid = grid(outputs);
        if (grid.isEmpty()) {
            return Optional.empty();
        }
        long rows = grid.get().shape().dimension(1);
        if (rows == YoloxHead.cells(input)) {
            return Optional.of(head(YoloxHead.NAME, grid.get(), input));
        }
        return anchorRows(input).contains(rows)
                ? Optional.of(head(YoloGridHead.NAME, grid.get(), input))
                : Optional.empty();
    }

    /**
     * The head of this name.
     *
     * @throws ToolkitException {@code USAGE} when there is no such head, {@code BAD_INPUT} when the outputs do not fit it
     */
    public static DetectionHead named(String name, List<OutputSpec> outputs, InputSize input) {
        if (!DetectionHead.names().contains(name)) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "There is no head '" + name + "'.",
                    "Known heads: " + String.join(", ", DetectionHead.names()) + ".");
        }
        Optional<OutputSpec> grid = grid(outputs);
        boolean fits = grid.isPresent()
                && (name.equals(YoloGridHead.NAME) || grid.get().shape().dimension(1) == YoloxHead.cells(input));
        if (!fits) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The model's outputs " + outputs + " are not those of head '" + name + "' at " + input.width() + "x"
                            + input.height() + ".",
                    "Name another head with --head, or export the model with its grid output.");
        }
        return head(name, grid.get(), input);
    }

    /** The error for a model whose head was not recognised. */
    public static ToolkitException unrecognised(List<OutputSpec> outputs) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "No known detection head fits the model's outputs " + outputs + ".",
                "Name one with --head: " + String.join(", ", DetectionHead.names()) + ".");
    }

    private static DetectionHead head(String name, OutputSpec grid, InputSize input) {
        int classes = (int) grid.shape().dimension(2) - BOX_AND_OBJECTNESS;
        return name.equals(YoloxHead.NAME)
                ? new YoloxHead(grid.name(), input, classes)
                : new YoloGridHead(grid.name(), (int) grid.shape().dimension(1), classes);
    }

    private static Optional<OutputSpec> grid(List<OutputSpec> outputs) {
        if (outputs.size() != 1) {
            return Optional.empty();
        }
        TensorShape shape = outputs.get(0).shape();
        boolean grid = shape.rank() == 3 && shape.dimension(1) > 0 && shape.dimension(2) > BOX_AND_OBJECTNESS;
        return grid ? Optional.of(outputs.get(0)) : Optional.empty();
    }

    private static List<Long> anchorRows(InputSize input) {
        long three = 3L * YoloxHead.cells(input);
        return List.of(three, three + 3L * (input.width() / 64) * (input.height() / 64));
    }
}
