package dev.octet.calibrator.tflite;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One graph on its way to the file: what the rules share. */
final class Conversion {

    private static final int IMAGE_RANK = 4;
    private static final List<Long> IMAGE_CHANNELS = List.of(1L, 3L, 4L);

    private final Graph graph;
    private final NumberPlan plan;
    private final DeploymentTarget target;
    private final LiteGraph lite = new LiteGraph();
    private final Values values = new Values(lite);
    private final Constants constants;
    private final Set<Integer> fused = new HashSet<>();

    private Conversion(Graph graph, NumberPlan plan, WeightStorage storage, DeploymentTarget target) {
        this.graph = graph;
        this.plan = plan;
        this.target = target;
        this.constants = new Constants(lite, storage);
    }

    /**
     * Converts a graph.
     *
     * @param graph with the shape of every tensor
     * @param plan what each node computes in
     * @param storage how weights of float layers are stored
     * @param target whose levels integer weights have
     * @throws ToolkitException {@code UNSUPPORTED} when a node has no counterpart, {@code BAD_INPUT} when a size is open
     */
    static Conversion of(Graph graph, NumberPlan plan, WeightStorage storage, DeploymentTarget target) {
        Conversion conversion = new Conversion(graph, plan, storage, target);
        conversion.run();
        return conversion;
    }

    private void run() {
        int[] inputs = graph.inputs().stream().mapToInt(input -> input(input)).toArray();
        for (Node node : graph.nodes()) {
            if (isActivation(node) && !fused.contains(node.id())) {
                OperatorRule rule = node.domain().isEmpty()
                        ? OperatorRules.of(node.opType()).orElse(null)
                        : null;
                if (rule == null) {
                    throw unsupported(node, "has no counterpart; known are " + OperatorRules.text());
                }
                rule.emit(this, node);
            }
        }
        int[] outputs = graph.outputs().stream()
                .map(ValueSpec::name)
                .mapToInt(this::output)
                .toArray();
        lite.ends(inputs, outputs);
    }

    /** What only computes shapes, or holds constants, is no part of the file. */
    private boolean isActivation(Node node) {
        String output = node.outputs().get(0);
        return graph.initializer(output).isEmpty()
                && graph.type(output).orElse(TensorType.FLOAT) == TensorType.FLOAT
                && !(node.opType().equals("Cast")
                        && graph.type(node.inputs().get(0)).orElse(TensorType.FLOAT) != TensorType.FLOAT);
    }

    private int input(ValueSpec input) {
        if (input.type() != TensorType.FLOAT) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "Input '" + input.name() + "' is " + input.type() + ", an export to TensorFlow Lite takes float32.",
                    "Export the ONNX model without its conversion from bytes; --io int8 makes the input integers again.");
        }
        TensorShape shape = shape(input.name());
        boolean image = shape.rank() == IMAGE_RANK && IMAGE_CHANNELS.contains(shape.dimension(1));
        Layout layout = image ? Layout.channelsLast() : Layout.plain(shape.rank());
        Numbers numbers = plan.face(input.name());
        int tensor = lite.add(LiteTensor.activation(input.name(), layout.stored(shape), numbers));
        values.put(input.name(), shape, new Value(tensor, layout, numbers));
        return tensor;
    }

    private int output(String name) {
        Layout plain = Layout.plain(shape(name).rank());
        int tensor = values.read(name, plain, plan.face(name));
        if (!lite.tensor(tensor).name().equals(name)) {
            lite.rename(tensor, name);
        }
        return tensor;
    }

    Graph graph() {
        return graph;
    }

    LiteGraph lite() {
        return lite;
    }

    Values values() {
        return values;
    }

    Constants constants() {
        return constants;
    }

    DeploymentTarget target() {
        return target;
    }

    /** What the node computes in. */
    byte type(Node node) {
        return plan.type(node);
    }

    /** Numbers of what a node makes by arithmetic. */
    Numbers made(Node node, String output) {
        return plan.made(node, output);
    }

    /** The shape of a tensor, all of it known. */
    TensorShape shape(String tensor) {
        TensorShape shape = graph.shape(tensor).orElse(TensorShape.of(TensorShape.UNKNOWN));
        if (!shape.isKnown()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The shape of tensor '" + tensor + "' is not known before the model runs (" + shape
                            + "); a TensorFlow Lite model has fixed shapes.",
                    "Give the size of the images with --input-size, or export the ONNX model with fixed sizes.");
        }
        return shape;
    }

    /** The layout that an activation stands in. */
    Layout layout(String tensor) {
        return values.of(tensor).layout();
    }

    /** Numbers that the node reads the activation in. */
    Numbers numbers(Node node, String tensor) {
        return plan.read(node, tensor, values.of(tensor).numbers());
    }

    /** The file's tensor for what the node reads, in this layout. */
    int read(Node node, String tensor, Layout layout) {
        return values.read(tensor, layout, numbers(node, tensor));
    }

    /** Adds the file's tensor for what a node makes. */
    int make(String output, Layout layout, Numbers numbers) {
        TensorShape shape = shape(output);
        int tensor = lite.add(LiteTensor.activation(output, layout.stored(shape), numbers));
        values.put(output, shape, new Value(tensor, layout, numbers));
        return tensor;
    }

    /** The node is part of the one before it. */
    void fuse(Node node) {
        fused.add(node.id());
    }

    /** True when the node is part of the one before it. */
    boolean isFused(Node node) {
        return fused.contains(node.id());
    }

    /** A constant that the node reads. */
    Initializer constant(Node node, int index) {
        return graph.initializer(node.inputOrEmpty(index))
                .orElseThrow(() -> unsupported(node, "has input " + index + " computed, expected a constant"));
    }

    boolean isConstant(String tensor) {
        return graph.initializer(tensor).isPresent();
    }

    ToolkitException unsupported(Node node, String why) {
        return new ToolkitException(
                FailureKind.UNSUPPORTED,
                "Node " + node.name() + " (" + node.opType() + ") cannot be exported to TensorFlow Lite: it " + why
                        + ".",
                "Export the ONNX model without it, such as with raw heads and without NMS.");
    }
}
