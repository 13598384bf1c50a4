package dev.octet.calibrator.tflite;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/** The ONNX tensors that were made so far, and the same in other layouts and numbers, each made once. */
final class Values {

    private final LiteGraph graph;
    private final Map<String, Value> made = new LinkedHashMap<>();
    private final Map<String, TensorShape> shapes = new HashMap<>();
    private final Map<String, Integer> converted = new HashMap<>();
    private int transposes;

    Values(LiteGraph graph) {
        this.graph = graph;
    }

    void put(String tensor, TensorShape shape, Value value) {
        made.put(tensor, value);
        shapes.put(tensor, shape);
    }

    boolean has(String tensor) {
        return made.containsKey(tensor);
    }

    Value of(String tensor) {
        Value value = made.get(tensor);
        if (value == null) {
            throw new IllegalStateException("tensor " + tensor + " was not made");
        }
        return value;
    }

    /** In the order in which they were made. */
    Map<String, Value> all() {
        return Map.copyOf(made);
    }

    /** Times that a layout really changes. */
    int transposes() {
        return transposes;
    }

    /** The number of the tensor in this layout and these numbers; what is missing for that is added. */
    int read(String tensor, Layout layout, Numbers numbers) {
        Value value = of(tensor);
        // Moved in the narrower of both.
        boolean numbersFirst = value.numbers().isFloat() && !numbers.isFloat();
        Value first = numbersFirst ? inNumbers(tensor, value, numbers) : inLayout(tensor, value, layout);
        Value second = numbersFirst ? inLayout(tensor, first, layout) : inNumbers(tensor, first, numbers);
        return second.tensor();
    }

    private Value inLayout(String tensor, Value value, Layout layout) {
        if (value.layout().equals(layout)) {
            return value;
        }
        int number = converted.computeIfAbsent(value.tensor() + " " + layout, key -> {
            int[] shape = layout.stored(shape(tensor));
            int to = graph.add(LiteTensor.activation(tensor + "/moved", shape, value.numbers()));
            int permutation = graph.integers(value.layout().to(layout));
            graph.operator(
                    BuiltinOperator.TRANSPOSE,
                    Versions.of(value.numbers(), 1, 2, 4),
                    new int[] {value.tensor(), permutation},
                    new int[] {to},
                    Options.none());
            transposes++;
            return to;
        });
        return new Value(number, layout, value.numbers());
    }

    private Value inNumbers(String tensor, Value value, Numbers numbers) {
        if (value.numbers().equals(numbers)) {
            return value;
        }
        if (value.numbers().type() == TensorType.INT8 && numbers.isWide()) {
            // No QUANTIZE makes 16 bits of 8.
            return inNumbers(tensor, inNumbers(tensor, value, Numbers.FLOAT), numbers);
        }
        int number = converted.computeIfAbsent(value.tensor() + " " + numbers, key -> {
            int to = graph.add(LiteTensor.activation(
                    tensor + "/" + numbers.text(), value.layout().stored(shape(tensor)), numbers));
            boolean toFloat = numbers.isFloat();
            graph.operator(
                    toFloat ? BuiltinOperator.DEQUANTIZE : BuiltinOperator.QUANTIZE,
                    toFloat ? Versions.of(value.numbers(), 1, 2, 3) : quantizeVersion(value.numbers(), numbers),
                    new int[] {value.tensor()},
                    new int[] {to},
                    Options.none());
            return to;
        });
        return new Value(number, value.layout(), numbers);
    }

    private static int quantizeVersion(Numbers from, Numbers to) {
        if (from.isFloat()) {
            return 1;
        }
        return from.type() == TensorType.INT8 && to.type() == TensorType.INT8 ? 2 : 3;
    }

    private TensorShape shape(String tensor) {
        TensorShape shape = shapes.get(tensor);
        if (shape == null) {
            throw new IllegalStateException("tensor " + tensor + " has no shape");
        }
        return shape;
    }
}
