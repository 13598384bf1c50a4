package dev.octet.runner.pipeline;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.images.Axes;
import dev.octet.calibrator.images.ImageInput;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.Preprocess;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.TensorShape;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionHeads;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.detect.InputSize;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model seen from outside as a detector: how it takes an image, and what comes out of it. Immutable. */
public final class DetectorFace {

    /** Where a model leaves the size open: what the official models are trained with. */
    private static final int USUAL_SIZE = 640;

    /** Strides of the last level of models of three and of four levels. */
    private static final int THREE_LEVELS = 32;

    private static final int FOUR_LEVELS = 64;

    private final String model;
    private final ImageInput image;
    private final InputSize input;
    private final boolean sizeIsOpen;
    private final BatchLimit batch;
    private final @Nullable Graph graph;
    private final FaceHeads heads;

    /** A face; an engine of which nothing but its outputs is known has no graph. */
    DetectorFace(
            String model,
            ImageInput image,
            InputSize input,
            boolean sizeIsOpen,
            BatchLimit batch,
            @Nullable Graph graph,
            FaceHeads heads) {
        this.model = model;
        this.image = image;
        this.input = input;
        this.sizeIsOpen = sizeIsOpen;
        this.batch = batch;
        this.graph = graph;
        this.heads = heads;
    }

    /** The face of this model, everything found from its graph. */
    public static DetectorFace of(OnnxModel model) {
        return of(model, HeadChoice.automatic(), Optional.empty());
    }

    /**
     * The face of this model.
     *
     * @param model the model
     * @param choice what the user says of its head
     * @param size of images, for a model that leaves it open; 640 x 640 when none is given
     * @throws ToolkitException {@code BAD_INPUT} when it does not have one image input, {@code [N, 3, height, width]} or
     *     {@code [N, height, width, 3]}, float32 or uint8, or the size does not fit it
     */
    public static DetectorFace of(OnnxModel model, HeadChoice choice, Optional<InputSize> size) {
        List<ValueSpec> inputs = model.graph().inputs();
        Optional<Axes> axes = inputs.size() == 1 ? axes(inputs.get(0)) : Optional.empty();
        if (axes.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + model.name() + " has inputs " + inputs
                            + ", expected one image input [N,3,height,width] or [N,height,width,3], float32 or uint8.",
                    "Export the model with an image input; other inputs can be calibrated through the library.");
        }
        ValueSpec spec = inputs.get(0);
        ImageInput image = new ImageInput(spec.name(), axes.get(), spec.type() == TensorType.UINT8);
        int first = axes.get() == Axes.CHANNELS_FIRST ? 2 : 1;
        long height = spec.shape().dimension(first);
        long width = spec.shape().dimension(first + 1);
        size.ifPresent(given -> requireFit(model.name(), given, width, height));
        InputSize taken = new InputSize(
                (int) (width > 0 ? width : size.map(InputSize::width).orElse(USUAL_SIZE)),
                (int) (height > 0 ? height : size.map(InputSize::height).orElse(USUAL_SIZE)));
        Graph graph = sized(model, image, taken, 1).graph();
        BatchLimit batch = BatchLimit.ofModel(spec.shape().dimension(0) <= 0);
        return new DetectorFace(
                model.name(), image, taken, width <= 0 || height <= 0, batch, graph, heads(graph, taken, choice));
    }

    private static FaceHeads heads(Graph graph, InputSize input, HeadChoice choice) {
        return new FaceHeads() {
            @Override
            public Optional<DetectionHead> find() {
                return DetectionHeads.of(graph, input, choice);
            }

            @Override
            public ToolkitException unrecognised() {
                return DetectionHeads.unrecognised(graph);
            }
        };
    }

    private static Optional<Axes> axes(ValueSpec input) {
        return input.shape().rank() == 4 && input.shape().dimension(0) <= 1 ? imageAxes(input) : Optional.empty();
    }

    /** The order of the axes of an input that can be images, however many. */
    static Optional<Axes> imageAxes(ValueSpec input) {
        TensorShape shape = input.shape();
        boolean number = input.type() == TensorType.FLOAT || input.type() == TensorType.UINT8;
        if (!number || shape.rank() != 4) {
            return Optional.empty();
        }
        if (shape.dimension(1) == 3) {
            return Optional.of(Axes.CHANNELS_FIRST);
        }
        return shape.dimension(3) == 3 ? Optional.of(Axes.CHANNELS_LAST) : Optional.empty();
    }

    private static void requireFit(String model, InputSize given, long width, long height) {
        if ((width > 0 && width != given.width()) || (height > 0 && height != given.height())) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + model + " takes images of " + width + "x" + height + " px, " + given + " was given.",
                    "Leave --input-size out, or export the model with a dynamic size.");
        }
    }

    /** The model with these sizes at its input, from which those of all its tensors follow. */
    static OnnxModel sized(OnnxModel model, ImageInput image, InputSize size, int images) {
        if (model.graph().inputs().get(0).shape().isKnown()) {
            return model;
        }
        long[] shape = image.shape(size.width(), size.height()).toArray();
        shape[0] = images;
        ModelEditor editor = model.edit();
        editor.setInputShape(image.name(), shape);
        return editor.build();
    }

    /**
     * The model of this face with the sizes that its tensors have when so many images go through it together; itself when it
     * leaves none open.
     */
    public OnnxModel sizedFor(OnnxModel ofFace, int images) {
        return sized(ofFace, image, input, images);
    }

    /** How the model takes an image. */
    public ImageInput image() {
        return image;
    }

    /** Name of the image input. */
    public String inputName() {
        return image.name();
    }

    /** Size of the image input: the model's, or the one that was chosen. */
    public InputSize input() {
        return input;
    }

    /** True when the model leaves the size, or a part of it, open. */
    public boolean sizeIsOpen() {
        return sizeIsOpen;
    }

    /**
     * Checks that so many images can go through the model together.
     *
     * @throws ToolkitException {@code BAD_INPUT} when the model takes one at a time, or the engine not so many, or they are too
     *     many for one tensor
     */
    public void requireBatch(int images) {
        batch.require(images, model);
        long bytes = image.shape(input.width(), input.height()).elementCount() * Float.BYTES;
        if (bytes * images > Integer.MAX_VALUE) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "--batch asks for " + images + " images of " + input + " px, one tensor can hold "
                            + Integer.MAX_VALUE / bytes + ".",
                    "Use a smaller --batch.");
        }
    }

    /**
     * Px of the coarsest cells, as far as official models go: 64 where a convolution makes a map of an eighth of an eighth
     * of the image's size, as the networks of four levels do, else 32.
     */
    int coarsestStride() {
        Graph shown = graph();
        boolean fourLevels = shown.nodes().stream()
                .filter(node -> node.opType().equals("Conv"))
                .flatMap(node -> shown.shape(node.outputs().get(0)).stream())
                .anyMatch(shape ->
                        isPart(shape.dimension(2), input.height()) && isPart(shape.dimension(3), input.width()));
        return fourLevels ? FOUR_LEVELS : THREE_LEVELS;
    }

    private static boolean isPart(long size, int whole) {
        return size > 1 && size * FOUR_LEVELS == whole;
    }

    /** False for an engine of which nothing but its outputs is known. */
    public boolean showsGraph() {
        return graph != null;
    }

    /**
     * The graph with its sizes for one image of that size.
     *
     * @throws IllegalStateException when there is none to be seen
     */
    public Graph graph() {
        if (graph == null) {
            throw new IllegalStateException("engine " + model + " shows no graph");
        }
        return graph;
    }

    /** The head that was named, or the one that the graph or the outputs show, if any. */
    public Optional<DetectionHead> head() {
        return heads.find();
    }

    /**
     * As {@link #head}, where a head is needed.
     *
     * @throws ToolkitException {@code BAD_INPUT} when none is named and none is recognised
     */
    public DetectionHead requireHead() {
        return head().orElseThrow(heads::unrecognised);
    }

    /**
     * What is to be done to images of what a preprocessing wants, where the model does some of it itself.
     *
     * @param preset a preprocessing by name
     */
    public Letterbox letterbox(String preset) {
        Letterbox wanted = Preprocess.named(preset, input.width(), input.height());
        return steps().without(wanted, image.asBytes());
    }

    /** What the model does itself to its image, in words; empty when it does nothing. */
    public String ownPreprocessing() {
        return steps().text();
    }

    /** What cannot be seen is taken for nothing. */
    private BakedSteps steps() {
        return graph == null ? new BakedSteps(1, false) : BakedSteps.of(graph, image.name());
    }

    /**
     * Checks that a letterbox gives what the model takes.
     *
     * @throws ToolkitException {@code BAD_INPUT} when the model takes bytes and the letterbox gives something else
     */
    public void requireFits(Letterbox letterbox) {
        if (image.asBytes() && !letterbox.givesLevels()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + model + " takes bytes at input " + image.name()
                            + ", the preprocessing gives other numbers: scale " + letterbox.scale() + ", mean "
                            + letterbox.mean() + ", std " + letterbox.std() + ".",
                    "Use scale 1, mean 0 and std 1: the model does the rest itself.");
        }
    }
}
