package dev.octet.benchmarks.roofline;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the nodes of a graph read and write, under the assumptions that {@link GraphWork} states. */
final class Traffic {

    private static final Set<String> ELEMENTWISE = Set.of(
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Sqrt",
            "Exp",
            "Neg",
            "Abs",
            "Min",
            "Max",
            "Relu",
            "LeakyRelu",
            "PRelu",
            "Clip",
            "Sigmoid",
            "HardSigmoid",
            "HardSwish",
            "Tanh",
            "Elu",
            "Softplus",
            "Mish",
            "Erf",
            "Where",
            "Cast",
            "BatchNormalization");

    private static final Set<String> PLACING = Set.of(
            "QuantizeLinear",
            "DequantizeLinear",
            "Reshape",
            "Flatten",
            "Squeeze",
            "Unsqueeze",
            "Identity",
            "Dropout",
            "Concat",
            "Split",
            "Slice",
            "Gather",
            "Shape",
            "Constant",
            "ConstantOfShape",
            "Range",
            "Expand");

    /** Operators that Q is moved across, since they only choose among values. */
    private static final Set<String> CHOOSING = Set.of("MaxPool", "Transpose");

    private final Graph graph;
    private final Arithmetic floats;

    Traffic(Graph graph, Arithmetic floats) {
        this.graph = graph;
        this.floats = floats;
    }

    /** What a layer multiplies: 8-bit integers when both its input and its weights come from them. */
    Arithmetic arithmetic(Node node) {
        boolean integers = isDequantized(node.inputOrEmpty(0)) && isDequantized(node.inputOrEmpty(1));
        return integers ? Arithmetic.INT8 : floatArithmetic(node.inputOrEmpty(0));
    }

    private Arithmetic floatArithmetic(String tensor) {
        boolean half = graph.type(tensor)
                .filter(type -> type == TensorType.FLOAT16 || type == TensorType.BFLOAT16)
                .isPresent();
        return half ? Arithmetic.FP16 : floats;
    }

    private boolean isDequantized(String tensor) {
        return graph.producer(tensor)
                .filter(node -> node.opType().equals("DequantizeLinear"))
                .isPresent();
    }

    /** The constants of a layer, in the type in which they are multiplied; biases are int32 or float as they are. */
    long weights(Node layer) {
        long bytes = 0;
        for (int i = 1; i < layer.inputs().size(); i++) {
            Optional<Initializer> constant = constant(layer.inputs().get(i));
            if (constant.isPresent()) {
                long count = constant.get().shape().elementCount();
                bytes += constant.get().type() == TensorType.FLOAT
                        ? count * floats.bytes()
                        : constant.get().type().bytes(count);
            }
        }
        return bytes;
    }

    private Optional<Initializer> constant(String tensor) {
        return graph.initializer(tensor)
                .or(() -> graph.producer(tensor)
                        .filter(node -> node.opType().equals("DequantizeLinear"))
                        .flatMap(node -> graph.initializer(node.inputOrEmpty(0))));
    }

    /** What a node reads and writes beside constants. */
    long activations(Node node, boolean isLayer) {
        if (!isLayer && PLACING.contains(node.opType())) {
            return 0;
        }
        if (!isLayer && ELEMENTWISE.contains(node.opType())) {
            return secondOperand(node);
        }
        long bytes = 0;
        for (String input : node.inputs()) {
            bytes += constant(input).isPresent() ? 0 : read(input);
        }
        for (String output : node.outputs()) {
            bytes += output.isEmpty() ? 0 : written(output);
        }
        return bytes;
    }

    private long read(String tensor) {
        return ModelCost.values(graph, tensor) * (isDequantized(tensor) ? 1 : floatBytes(tensor));
    }

    private long written(String tensor) {
        return ModelCost.values(graph, tensor) * (isQuantizedNext(tensor) ? 1 : floatBytes(tensor));
    }

    private long floatBytes(String tensor) {
        TensorType type = graph.type(tensor).orElse(TensorType.FLOAT);
        return type == TensorType.FLOAT ? floats.bytes() : type.bytes(1);
    }

    /** True when all that reads a tensor, what is fused with its maker aside, wants it quantized. */
    private boolean isQuantizedNext(String tensor) {
        List<Node> readers = graph.consumers(tensor);
        if (graph.isOutput(tensor) || readers.isEmpty()) {
            return false;
        }
        return readers.stream().allMatch(this::quantizes);
    }

    private boolean quantizes(Node reader) {
        if (reader.opType().equals("QuantizeLinear")) {
            return true;
        }
        boolean passes = ELEMENTWISE.contains(reader.opType())
                || PLACING.contains(reader.opType())
                || CHOOSING.contains(reader.opType());
        return passes && reader.outputs().stream().allMatch(this::isQuantizedNext);
    }

    /** The smaller of two operands that different layers made; 0 when there is one, or both come from the same. */
    private long secondOperand(Node node) {
        List<String> operands = node.inputs().stream()
                .filter(input -> !input.isEmpty() && constant(input).isEmpty())
                .toList();
        if (operands.size() < 2 || made(operands.get(0)).equals(made(operands.get(1)))) {
            return 0;
        }
        return Math.min(read(operands.get(0)), read(operands.get(1)));
    }

    /** The tensor that a layer made, seen through what is fused with it. */
    private String made(String tensor) {
        String at = tensor;
        Optional<Node> producer = graph.producer(at);
        while (producer.isPresent() && ELEMENTWISE.contains(producer.get().opType())) {
            at = producer.get().inputOrEmpty(0);
            producer = graph.producer(at);
        }
        return at;
    }
}
