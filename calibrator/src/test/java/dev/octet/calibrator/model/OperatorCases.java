package dev.octet.calibrator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Operators on {@code x [1, 4, 6, 6]}, each a small graph that gives {@code y}, and what ONNX Runtime makes of them. */
public final class OperatorCases {

    private static final long SEED = 11;
    private static final long[] SHAPE = {1, 4, 6, 6};

    private OperatorCases() {}

    /**
     * What somebody else made of a graph.
     *
     * @param shape of the output
     * @param values in its order
     */
    @SuppressWarnings("ArrayRecordComponent") // made and read once
    public record Output(long[] shape, float[] values) {}

    /** Somebody else who runs graphs. */
    public interface Runner {
        /** Runs a graph with one input of the shape {@code [1, 4, 6, 6]}. */
        Output run(OnnxModel model, float[] x);
    }

    /** The operators of detectors, by name. */
    public static Map<String, UnaryOperator<TinyModels>> common() {
        Map<String, UnaryOperator<TinyModels>> all = new LinkedHashMap<>();
        elementwise(all);
        layers(all);
        layout(all);
        return all;
    }

    private static void elementwise(Map<String, UnaryOperator<TinyModels>> all) {
        for (String one : List.of(
                "Sigmoid",
                "Tanh",
                "Relu",
                "Softplus",
                "Elu",
                "HardSigmoid",
                "LeakyRelu",
                "Exp",
                "Abs",
                "Neg",
                "Floor",
                "Ceil",
                "Round",
                "Erf",
                "Identity",
                "GlobalAveragePool",
                "GlobalMaxPool",
                "Softmax",
                "LogSoftmax",
                "Transpose",
                "Flatten",
                "Squeeze",
                "ReduceSum")) {
            all.put(one, model -> model.node(one, "x", "y"));
        }
        for (String one : List.of("Log", "Sqrt", "Reciprocal")) {
            all.put(one, model -> model.node("Exp", "x", "e").node(one, "e", "y"));
        }
        for (String two : List.of("Add", "Sub", "Mul", "Div", "Max", "Min", "Sum")) {
            all.put(two, model -> floats(model, "c", 4, 1, 6).node(two, "x c", "y"));
        }
        all.put(
                "Pow",
                model -> model.constant(Initializer.ofFloats("two", new float[] {2}))
                        .node("Pow", "x two", "y"));
        all.put("PRelu", model -> floats(model, "c", 4, 1, 1).node("PRelu", "x c", "y"));
        all.put(
                "Clip",
                model -> model.constant(Initializer.ofFloats("low", new float[] {-0.5f}))
                        .node("Clip", "x low", "y"));
    }

    private static void layers(Map<String, UnaryOperator<TinyModels>> all) {
        all.put(
                "Conv, grouped, uneven",
                model -> floats(floats(model, "w", 6, 2, 3, 3), "b", 6)
                        .node(
                                "Conv",
                                "x w b",
                                "y",
                                TinyModels.integer("group", 2),
                                TinyModels.ints("pads", 0, 1, 2, 1),
                                TinyModels.ints("strides", 2, 1),
                                TinyModels.ints("dilations", 1, 2)));
        all.put(
                "Conv, depthwise",
                model -> floats(model, "w", 4, 1, 5, 5)
                        .node("Conv", "x w", "y", TinyModels.integer("group", 4), TinyModels.ints("pads", 2, 2, 2, 2)));
        for (String same : List.of("SAME_UPPER", "SAME_LOWER")) {
            all.put(
                    "Conv, " + same,
                    model -> floats(model, "w", 2, 4, 2, 2)
                            .node(
                                    "Conv",
                                    "x w",
                                    "y",
                                    TinyModels.text("auto_pad", same),
                                    TinyModels.ints("strides", 2, 2)));
        }
        all.put(
                "ConvTranspose",
                model -> floats(floats(model, "w", 4, 3, 2, 2), "b", 3)
                        .node("ConvTranspose", "x w b", "y", TinyModels.ints("strides", 2, 2)));
        all.put(
                "BatchNormalization",
                model -> floats(floats(floats(model, "s", 4), "b", 4), "m", 4)
                        .constant(Initializer.ofFloats("v", new float[] {1, 2, 0.5f, 3}, 4))
                        .node("BatchNormalization", "x s b m v", "y"));
        all.put(
                "MaxPool",
                model -> model.node(
                        "MaxPool",
                        "x",
                        "y",
                        TinyModels.ints("kernel_shape", 5, 5),
                        TinyModels.ints("pads", 2, 2, 2, 2)));
        all.put(
                "MaxPool, uneven, ceiling",
                model -> model.node(
                        "MaxPool",
                        "x",
                        "y",
                        TinyModels.ints("kernel_shape", 3, 3),
                        TinyModels.ints("pads", 0, 0, 1, 1),
                        TinyModels.ints("strides", 2, 2)));
        all.put(
                "AveragePool",
                model -> model.node(
                        "AveragePool",
                        "x",
                        "y",
                        TinyModels.ints("kernel_shape", 3, 3),
                        TinyModels.ints("pads", 1, 1, 1, 1),
                        TinyModels.ints("strides", 2, 2)));
        all.put(
                "Gemm",
                model -> floats(floats(model, "w", 5, 144), "b", 5)
                        .node("Flatten", "x", "f")
                        .node(
                                "Gemm",
                                "f w b",
                                "y",
                                TinyModels.integer("transB", 1),
                                TinyModels.number("alpha", 0.5f),
                                TinyModels.number("beta", 2)));
        all.put("MatMul", model -> floats(model, "w", 6, 3).node("MatMul", "x w", "y"));
    }

    private static void layout(Map<String, UnaryOperator<TinyModels>> all) {
        all.put("Reshape", model -> model.longs("shape", 0, -1, 3).node("Reshape", "x shape", "y"));
        all.put("Squeeze, an axis", model -> model.longs("axes", 0).node("Squeeze", "x axes", "y"));
        all.put(
                "Concat",
                model -> floats(model, "c", 1, 4, 2, 6).node("Concat", "x c x", "y", TinyModels.integer("axis", -2)));
        all.put(
                "Split",
                model -> model.longs("sizes", 1, 3)
                        .node("Split", "x sizes", "a b", TinyModels.integer("axis", 1))
                        .node("Concat", "b a", "y", TinyModels.integer("axis", 1)));
        all.put(
                "Pad",
                model -> model.longs("pads", 0, 0, 1, 2, 0, 0, 0, 3)
                        .constant(Initializer.ofFloats("v", new float[] {0.25f}))
                        .node("Pad", "x pads v", "y"));
        for (String axes : List.of("ReduceMean", "ReduceMax", "ReduceMin")) {
            all.put(
                    axes,
                    model -> model.node(
                            axes, "x", "y", TinyModels.ints("axes", 1, -1), TinyModels.integer("keepdims", 0)));
        }
        all.put(
                "Resize, doubled",
                model -> resized(model, 2, 2)
                        .node(
                                "Resize",
                                "x  scales",
                                "y",
                                TinyModels.text("coordinate_transformation_mode", "asymmetric"),
                                TinyModels.text("nearest_mode", "floor")));
    }

    /** With {@code scales} for a Resize. */
    public static TinyModels resized(TinyModels model, float height, float width) {
        return model.constant(Initializer.ofFloats("scales", new float[] {1, 1, height, width}, 4));
    }

    /** Nearest, by sizes. */
    public static TinyModels resizedTo(TinyModels model, long height, long width) {
        return model.longs("sizes", 1, 4, height, width)
                .node(
                        "Resize",
                        "x   sizes",
                        "y",
                        TinyModels.text("coordinate_transformation_mode", "asymmetric"),
                        TinyModels.text("nearest_mode", "floor"));
    }

    private static TinyModels floats(TinyModels model, String name, long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        return model.constant(Initializer.ofFloats(name, random(count, name.hashCode()), shape));
    }

    private static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Checks that a runner gives what ONNX Runtime gives, within 1e-5 of a value's size, at least of 1. */
    public static void requireEqual(String name, UnaryOperator<TinyModels> node, Runner runner) {
        OnnxModel model = node.apply(TinyModels.opset(13).input("x", SHAPE))
                .output("y", TensorType.FLOAT)
                .build();
        float[] x = random(144, SEED);
        Output seen = runner.run(model, x);
        try (InferenceSession session = InferenceSession.load(model.toBytes(), SessionOptions.defaults());
                HostTensor input = HostTensor.copyOf(x, SHAPE)) {
            HostTensor expected = session.run(Map.of("x", input)).get("y");
            assertThat(seen.shape()).as(name).isEqualTo(expected.shape());
            FloatBuffer values = expected.floats();
            for (int i = 0; i < seen.values().length; i++) {
                assertThat(seen.values()[i])
                        .as("%s, seed %d, value %d", name, SEED, i)
                        .isCloseTo(values.get(i), within(1e-5f * Math.max(1, Math.abs(values.get(i)))));
            }
            expected.close();
        }
    }
}
