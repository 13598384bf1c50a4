package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The optimization profile of a build: how large the inputs that a model leaves open may be. Shapes mean what they mean to
 * trtexec; inputs of fixed size have no entry.
 *
 * @param ranges of the inputs with open axes, in the model's order
 * @param remarks what was chosen for the user
 */
public record ProfilePlan(List<ShapeRange> ranges, List<String> remarks) {

    private static final long USUAL_SIZE = 640;

    public ProfilePlan {
        ranges = List.copyOf(ranges);
        remarks = List.copyOf(remarks);
    }

    /**
     * The profile for a model.
     *
     * @param smallest where sizes may be smaller than the usual ones
     * @param usual sizes that the engine is made fast for; may be left out when only the first axis is open
     * @param largest where sizes may be larger than the usual ones
     * @throws ToolkitException {@code USAGE} when the shapes do not fit the model or one another, or some are missing
     */
    public static ProfilePlan of(OnnxModel model, InputShapes smallest, InputShapes usual, InputShapes largest) {
        List<InputShapes> given = List.of(smallest, usual, largest);
        requireKnown(model, given);
        List<ShapeRange> ranges = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (ValueSpec input : model.graph().inputs()) {
            given.forEach(shapes -> requireFit(model, input, shapes));
            if (!input.shape().isKnown()) {
                Optional<List<Long>> made = of(usual, input);
                if (made.isEmpty()) {
                    requireNone(input, smallest, usual);
                    requireNone(input, largest, usual);
                    made = Optional.of(batchOfOne(model, input));
                    remarks.add("Input '" + input.name() + "' leaves the batch open: 1 is taken; --opt-shapes and"
                            + " --max-shapes give others.");
                }
                List<Long> at = made.get();
                ranges.add(range(
                        input,
                        of(smallest, input).orElse(at),
                        at,
                        of(largest, input).orElse(at)));
            }
        }
        return new ProfilePlan(ranges, remarks);
    }

    private static Optional<List<Long>> of(InputShapes shapes, ValueSpec input) {
        return Optional.ofNullable(shapes.sizes().get(input.name()));
    }

    private static void requireKnown(OnnxModel model, List<InputShapes> given) {
        Set<String> inputs = new LinkedHashSet<>();
        model.graph().inputs().forEach(input -> inputs.add(input.name()));
        for (InputShapes shapes : given) {
            for (String name : shapes.sizes().keySet()) {
                if (!inputs.contains(name)) {
                    throw new ToolkitException(
                            FailureKind.USAGE,
                            "'" + shapes.option() + "' gives a shape for '" + name + "', which is no input of "
                                    + model.name() + "; its inputs are " + String.join(", ", inputs) + ".",
                            "Use the names that 'octet inspect' prints.");
                }
            }
        }
    }

    private static void requireFit(OnnxModel model, ValueSpec input, InputShapes shapes) {
        Optional<List<Long>> given = of(shapes, input);
        if (given.isEmpty() || fits(input.shape(), given.get())) {
            return;
        }
        throw new ToolkitException(
                FailureKind.USAGE,
                "Input '" + input.name() + "' of " + model.name() + " is " + input.shape() + ", which '"
                        + shapes.option() + "' cannot make " + InputShapes.text(given.get()) + ".",
                input.shape().isKnown()
                        ? "Leave the option out for this input, or export the model with open sizes."
                        : "Give as many sizes, and change only those that are open (?).");
    }

    private static boolean fits(TensorShape shape, List<Long> sizes) {
        boolean fits = shape.rank() == sizes.size();
        for (int i = 0; fits && i < sizes.size(); i++) {
            fits = shape.dimension(i) == TensorShape.UNKNOWN || shape.dimension(i) == sizes.get(i);
        }
        return fits;
    }

    private static void requireNone(ValueSpec input, InputShapes shapes, InputShapes usual) {
        if (of(shapes, input).isPresent()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "'" + shapes.option() + "' gives a shape for input '" + input.name() + "', '" + usual.option()
                            + "' gives none.",
                    "Give the shape that the engine is to be made fast for, with '" + usual.option() + "'.");
        }
    }

    private static List<Long> batchOfOne(OnnxModel model, ValueSpec input) {
        TensorShape shape = input.shape();
        List<Long> first = new ArrayList<>(shape.dimensions());
        first.set(0, 1L);
        if (first.contains(TensorShape.UNKNOWN)) {
            String example = InputShapes.text(first.stream()
                    .map(size -> size == TensorShape.UNKNOWN ? USUAL_SIZE : size)
                    .toList());
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "Input '" + input.name() + "' of " + model.name() + " leaves sizes open: " + shape + ".",
                    "Give them, as in '--opt-shapes " + input.name() + ":" + example
                            + "', with --min-shapes and --max-shapes where they may vary.");
        }
        return first;
    }

    private static ShapeRange range(ValueSpec input, List<Long> smallest, List<Long> usual, List<Long> largest) {
        for (int axis = 0; axis < usual.size(); axis++) {
            if (smallest.get(axis) > usual.get(axis) || usual.get(axis) > largest.get(axis)) {
                throw new ToolkitException(
                        FailureKind.USAGE,
                        "The shapes of input '" + input.name() + "' are not in order: smallest "
                                + InputShapes.text(smallest) + ", usual " + InputShapes.text(usual) + ", largest "
                                + InputShapes.text(largest) + ".",
                        "No size of --min-shapes may be above that of --opt-shapes, none of that above --max-shapes.");
            }
        }
        return new ShapeRange(input.name(), smallest, usual, largest);
    }

    /** The sizes that the engine is made fast for: the profile's, or the model's own. */
    public List<Long> usual(ValueSpec input) {
        return chosen(input).map(ShapeRange::usual).orElse(input.shape().dimensions());
    }

    /** The largest sizes of an input. */
    List<Long> largest(ValueSpec input) {
        return chosen(input).map(ShapeRange::largest).orElse(input.shape().dimensions());
    }

    private Optional<ShapeRange> chosen(ValueSpec input) {
        Stream<ShapeRange> same = ranges.stream().filter(range -> range.input().equals(input.name()));
        return same.findFirst();
    }
}
