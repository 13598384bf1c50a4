package dev.octet.calibrator.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.TensorType;

/** The graph of the file as it grows: tensors and operators in the order in which they run. */
final class LiteGraph {

    private final List<LiteTensor> tensors = new ArrayList<>();
    private final List<LiteOperator> operators = new ArrayList<>();
    private final Map<String, Integer> shared = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private int[] inputs = {};
    private int[] outputs = {};

    /** Adds a tensor, under a name that no other has, and returns its number. */
    int add(LiteTensor tensor) {
        int before = taken.merge(tensor.name(), 1, Integer::sum);
        tensors.add(before == 1 ? tensor : tensor.renamed(tensor.name() + "_" + before));
        return tensors.size() - 1;
    }

    /** A constant int32 vector; the same values are stored once. */
    int integers(int... values) {
        return constant("values", new int[] {values.length}, values);
    }

    /** A constant int32 scalar. */
    int integer(int value) {
        return constant("value", new int[0], value);
    }

    /** Constant int32 pairs, such as amounts before and behind each axis. */
    int pairs(int... values) {
        return constant("pairs", new int[] {values.length / 2, 2}, values);
    }

    private int constant(String kind, int[] shape, int... values) {
        StringBuilder name = new StringBuilder(kind);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            name.append('_').append(value);
            bytes.putInt(value);
        }
        return shared.computeIfAbsent(
                name.toString(), key -> add(LiteTensor.constant(key, shape, TensorType.INT32, bytes.array())));
    }

    void operator(int code, int version, int[] from, int[] made, BuiltinOptionsUnion options) {
        operators.add(new LiteOperator(code, version, LiteOperator.numbers(from), LiteOperator.numbers(made), options));
    }

    LiteTensor tensor(int number) {
        return tensors.get(number);
    }

    /** Gives a tensor another name, and whoever had that name one that ends differently. */
    void rename(int number, String name) {
        for (int i = 0; i < tensors.size(); i++) {
            if (i != number && tensors.get(i).name().equals(name)) {
                tensors.set(i, tensors.get(i).renamed(name + "/inner"));
            }
        }
        tensors.set(number, tensors.get(number).renamed(name));
    }

    void ends(int[] first, int[] last) {
        inputs = first.clone();
        outputs = last.clone();
    }

    List<LiteTensor> tensors() {
        return List.copyOf(tensors);
    }

    List<LiteOperator> operators() {
        return List.copyOf(operators);
    }

    int[] inputs() {
        return inputs.clone();
    }

    int[] outputs() {
        return outputs.clone();
    }
}
