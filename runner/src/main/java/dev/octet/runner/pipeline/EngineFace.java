package dev.octet.runner.pipeline;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.calibrator.images.Axes;
import dev.octet.calibrator.images.ImageInput;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.TensorShape;
import dev.octet.runner.backend.EngineSignature;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.EngineHeads;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.detect.InputSize;
import dev.octet.runner.engine.ShapeRange;
import java.util.List;
import java.util.Optional;

/** An engine seen from outside as a detector: from names, types and shapes, and from the graph of its model if given. */
public final class EngineFace {

    private static final String REMEDY = "Give the model that the engine was built from with --onnx.";

    private final EngineSignature engine;
    private final ValueSpec spec;
    private final Axes axes;
    private final ShapeRange range;

    private EngineFace(EngineSignature engine, ValueSpec spec, Axes axes) {
        this.engine = engine;
        this.spec = spec;
        this.axes = axes;
        this.range = engine.range(spec.name());
    }

    /**
     * The face of this engine.
     *
     * @param engine what it says of itself
     * @param model that it was built from, when it was given
     * @param choice what the user says of its head
     * @param size of images, for an engine that leaves it open; what it was made fast for when none is given
     * @throws ToolkitException {@code BAD_INPUT} when it does not take images, the size is outside of its profile, or the
     *     model is not the one that it was built from
     */
    public static DetectorFace of(
            EngineSignature engine, Optional<OnnxModel> model, HeadChoice choice, Optional<InputSize> size) {
        List<ValueSpec> inputs = specs(engine.inputs());
        Optional<Axes> axes = inputs.size() == 1 ? DetectorFace.imageAxes(inputs.get(0)) : Optional.empty();
        if (axes.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Engine " + engine.name() + " has inputs " + text(inputs)
                            + ", expected one image input [N,3,height,width] or [N,height,width,3], float32 or uint8.",
                    "Build it from a model with an image input, inputs in FP32 or uint8.");
        }
        return new EngineFace(engine, inputs.get(0), axes.get()).face(model, choice, size);
    }

    private DetectorFace face(Optional<OnnxModel> model, HeadChoice choice, Optional<InputSize> size) {
        if (range.smallest().get(0) > 1) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Engine " + engine.name() + " takes at least "
                            + range.smallest().get(0) + " images at a time, and the last run of a folder may have 1.",
                    "Build it with a batch of 1 in --min-shapes, or take another --profile.");
        }
        model.ifPresent(this::requireSame);
        int first = axes == Axes.CHANNELS_FIRST ? 2 : 1;
        InputSize usual = new InputSize((int) (long) range.usual().get(first + 1), (int)
                (long) range.usual().get(first));
        InputSize taken = size.orElse(usual);
        requireWithin(taken, first);
        ImageInput image = new ImageInput(spec.name(), axes, spec.type() == TensorType.UINT8);
        Optional<Graph> graph = model.map(
                known -> DetectorFace.sized(known, imageOf(known), taken, 1).graph());
        return new DetectorFace(
                engine.name(),
                image,
                taken,
                spec.shape().dimension(first) < 0 || spec.shape().dimension(first + 1) < 0,
                BatchLimit.ofEngine(range.largest().get(0)),
                graph.orElse(null),
                new Heads(specs(engine.outputs()), graph, taken, choice));
    }

    /** How the model itself takes an image, which need not be how what was made of it does. */
    private ImageInput imageOf(OnnxModel known) {
        ValueSpec input = known.graph().inputs().get(0);
        return new ImageInput(input.name(), axesOf(input), input.type() == TensorType.UINT8);
    }

    private static Axes axesOf(ValueSpec input) {
        return DetectorFace.imageAxes(input).orElse(Axes.CHANNELS_FIRST);
    }

    private void requireWithin(InputSize size, int first) {
        boolean fits = size.height() >= range.smallest().get(first)
                && size.height() <= range.largest().get(first)
                && size.width() >= range.smallest().get(first + 1)
                && size.width() <= range.largest().get(first + 1);
        if (!fits) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Engine " + engine.name() + " takes images of "
                            + range.smallest().get(first + 1) + "x"
                            + range.smallest().get(first) + " to "
                            + range.largest().get(first + 1) + "x"
                            + range.largest().get(first)
                            + " px in this profile, not of "
                            + size + ".",
                    "Leave --input-size out, take another --profile, or build the engine with a wider range of shapes.");
        }
    }

    /** The engine has to be that of the model: same input, and no output that the model does not have. */
    private void requireSame(OnnxModel model) {
        List<ValueSpec> inputs = model.graph().inputs();
        List<String> outputs =
                model.graph().outputs().stream().map(ValueSpec::name).toList();
        boolean same = inputs.size() == 1
                && inputs.get(0).name().equals(spec.name())
                && inputs.get(0).type() == spec.type()
                && agree(inputs.get(0))
                && outputs.containsAll(
                        engine.outputs().stream().map(TensorSpec::name).toList());
        if (!same) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Engine " + engine.name() + " was not built from " + model.name() + ": it has input "
                            + text(List.of(spec))
                            + " and outputs " + text(specs(engine.outputs())) + ", the model has " + text(inputs)
                            + " and "
                            + text(model.graph().outputs()) + ".",
                    REMEDY);
        }
    }

    /** Whether the sizes that both fix are the same, whichever axis is that of the channels. */
    private boolean agree(ValueSpec ofModel) {
        TensorShape shape = ofModel.shape();
        if (shape.rank() == 4 && axes == Axes.CHANNELS_LAST && axesOf(ofModel) == Axes.CHANNELS_FIRST) {
            shape = TensorShape.of(shape.dimension(0), shape.dimension(2), shape.dimension(3), shape.dimension(1));
        }
        boolean same = shape.rank() == spec.shape().rank();
        for (int axis = 0; same && axis < shape.rank(); axis++) {
            long one = shape.dimension(axis);
            long other = spec.shape().dimension(axis);
            same = one < 0 || other < 0 || one == other;
        }
        return same;
    }

    /** Heads from the outputs, or from the graph where there is one. */
    private record Heads(List<ValueSpec> outputs, Optional<Graph> graph, InputSize input, HeadChoice choice)
            implements FaceHeads {

        @Override
        public Optional<DetectionHead> find() {
            return graph.isPresent()
                    ? EngineHeads.of(graph.get(), outputs, input, choice)
                    : EngineHeads.of(outputs, input, choice);
        }

        @Override
        public ToolkitException unrecognised() {
            return EngineHeads.unrecognised(outputs);
        }
    }

    /** Names, types and shapes in the words of models. */
    public static List<ValueSpec> specs(List<TensorSpec> tensors) {
        return tensors.stream()
                .map(tensor -> new ValueSpec(
                        tensor.name(), TensorType.valueOf(tensor.type().name()), new TensorShape(tensor.shape())))
                .toList();
    }

    private static String text(List<ValueSpec> values) {
        return String.join(
                ", ",
                values.stream()
                        .map(value -> value.name() + " " + value.type() + value.shape())
                        .toList());
    }
}
