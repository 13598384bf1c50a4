package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.scheme.HalfPrecision;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/** Constants of the ONNX graph as constants of the file, each form of one stored once. */
final class Constants {

    /** Fewer weights are not worth being stored otherwise (TensorFlow's converter draws the same line). */
    static final int WORTHWHILE = 1024;

    private static final int HALF_VERSION = 3;

    private final LiteGraph graph;
    private final WeightStorage storage;
    private final Map<String, Integer> stored = new HashMap<>();

    Constants(LiteGraph graph, WeightStorage storage) {
        this.graph = graph;
        this.storage = storage;
    }

    WeightStorage storage() {
        return storage;
    }

    /**
     * An operand of an element-wise operator: the constant with as many axes as its partner, in the partner's layout.
     *
     * @param constant float32, of at most as many axes
     * @param layout of the partner
     * @param type what it is to be; the scale of integers is the constant's own
     */
    int operand(Initializer constant, Layout layout, byte type) {
        return stored.computeIfAbsent(constant.name() + " " + layout + " " + type, key -> {
            int missing = layout.rank() - constant.shape().rank();
            long[] sizes = new long[layout.rank()];
            for (int axis = 0; axis < sizes.length; axis++) {
                sizes[axis] = axis < missing ? 1 : constant.shape().dimension(axis - missing);
            }
            TensorShape shape = TensorShape.of(sizes);
            float[] values = moved(constant.floats(), shape, layout);
            return graph.add(of(constant.name(), layout.stored(shape), values, type));
        });
    }

    /** Float32 values of the given numbers. */
    int values(String name, float[] values, byte type, int... shape) {
        return stored.computeIfAbsent(name + " " + type, key -> graph.add(of(name, shape, values, type)));
    }

    /** Bytes as they are, with a step; for what is padded with. */
    int filling(Numbers numbers, int value) {
        return stored.computeIfAbsent("filling " + numbers + " " + value, key -> {
            ByteBuffer bytes =
                    ByteBuffer.allocate(numbers.isWide() ? Short.BYTES : 1).order(ByteOrder.LITTLE_ENDIAN);
            if (numbers.isWide()) {
                bytes.putShort((short) value);
            } else {
                bytes.put((byte) value);
            }
            return graph.add(LiteTensor.quantized("filling", new int[] {1}, numbers, bytes.array()));
        });
    }

    private static LiteTensor of(String name, int[] shape, float[] values, byte type) {
        if (type == TensorType.FLOAT32) {
            return LiteTensor.constant(name, shape, type, floats(values));
        }
        Numbers numbers = type == TensorType.INT16 ? Numbers.wide(largest(values)) : narrow(values);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * (numbers.isWide() ? Short.BYTES : 1))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (numbers.isWide()) {
                bytes.putShort((short) numbers.quantize(value));
            } else {
                bytes.put((byte) numbers.quantize(value));
            }
        }
        return LiteTensor.quantized(name, shape, numbers, bytes.array());
    }

    private static Numbers narrow(float[] values) {
        float largest = largest(values);
        return new Numbers(TensorType.INT8, largest > 0 ? largest / Byte.MAX_VALUE : 1, 0);
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** Weights in float32, or in float16 with what makes float32 of them. */
    int weights(String name, int[] shape, float[] values) {
        if (storage != WeightStorage.FLOAT16) {
            return values(name, values, TensorType.FLOAT32, shape);
        }
        return stored.computeIfAbsent(name + " half", key -> {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : values) {
                bytes.putShort(HalfPrecision.nearest(value));
            }
            int half = graph.add(LiteTensor.constant(name + "/half", shape, TensorType.FLOAT16, bytes.array()));
            int whole = graph.add(LiteTensor.activation(name, shape, Numbers.FLOAT));
            graph.operator(
                    BuiltinOperator.DEQUANTIZE, HALF_VERSION, new int[] {half}, new int[] {whole}, Options.none());
            return whole;
        });
    }

    static byte[] floats(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** Values that stand in the graph's order, in another. */
    static float[] moved(float[] values, TensorShape shape, Layout layout) {
        if (layout.isPlain()) {
            return values;
        }
        float[] moved = new float[values.length];
        int[] sources = sources(shape, layout);
        for (int i = 0; i < moved.length; i++) {
            moved[i] = values[sources[i]];
        }
        return moved;
    }

    /** For each place in the layout, where its value stands in the graph's order. */
    static int[] sources(TensorShape shape, Layout layout) {
        int rank = layout.rank();
        int[] strides = new int[rank];
        int stride = 1;
        for (int axis = rank - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.toIntExact(shape.dimension(axis));
        }
        int[] sizes = layout.stored(shape);
        int[] sources = new int[stride];
        int[] at = new int[rank];
        int source = 0;
        for (int i = 0; i < sources.length; i++) {
            sources[i] = source;
            for (int axis = rank - 1; axis >= 0; axis--) {
                int step = strides[layout.axes().get(axis)];
                source += step;
                if (++at[axis] < sizes[axis]) {
                    break;
                }
                source -= step * sizes[axis];
                at[axis] = 0;
            }
        }
        return sources;
    }
}
