package dev.octet.calibrator.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.libtorch.ScriptModule;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.TinyModels;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator on {@code x [1, 4, 6, 6]}, as a TorchScript file and in ONNX Runtime. */
class OperatorScriptTest implements NeedsLibTorch {

    private static final long SEED = 11;

    @TempDir
    private Path folder;

    private static final Map<String, UnaryOperator<TinyModels>> NODES = nodes();

    static List<String> names() {
        return List.copyOf(NODES.keySet());
    }

    private static Map<String, UnaryOperator<TinyModels>> nodes() {
        Map<String, UnaryOperator<TinyModels>> all = new LinkedHashMap<>();
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
        for (String axes : List.of("ReduceMean", "ReduceMax", "ReduceMin")) {
            all.put(
                    axes,
                    model -> model.node(
                            axes, "x", "y", TinyModels.ints("axes", 1, -1), TinyModels.integer("keepdims", 0)));
        }
        all.put("Reshape", model -> model.longs("shape", 0, -1, 3).node("Reshape", "x shape", "y"));
        all.put("Unsqueeze", model -> model.longs("axes", 0, 3).node("Unsqueeze", "x axes", "y"));
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
        all.put(
                "Slice, from the end",
                model -> model.longs("starts", -5, 1)
                        .longs("ends", 1000, -1)
                        .longs("axes", 2, 3)
                        .longs("steps", 2, 1)
                        .node("Slice", "x starts ends axes steps", "y"));
        all.put(
                "Gather",
                model -> model.constant(Initializer.ofLongs("i", new long[] {2, 0, 0}, 3))
                        .node("Gather", "x i", "y", TinyModels.integer("axis", 1)));
        all.put(
                "Gather, one place",
                model -> model.constant(Initializer.ofLongs("i", new long[] {-1}))
                        .node("Gather", "x i", "y", TinyModels.integer("axis", 1)));
        all.put(
                "HardSwish",
                model -> TinyModels.opset(14).input("x", 1, 4, 6, 6).node("HardSwish", "x", "y"));
        all.put("Flatten, behind", model -> model.node("Flatten", "x", "y", TinyModels.integer("axis", 3)));
        all.put("Resize, half_pixel", model -> resize(model, 3, 2).node("Resize", "x  scales", "y"));
        resizes(all);
        return all;
    }

    private static void resizes(Map<String, UnaryOperator<TinyModels>> all) {
        all.put(
                "Resize, doubled",
                model -> resize(model, 2, 2)
                        .node(
                                "Resize",
                                "x  scales",
                                "y",
                                TinyModels.text("coordinate_transformation_mode", "asymmetric"),
                                TinyModels.text("nearest_mode", "floor")));
        all.put(
                "Resize, by sizes",
                model -> model.longs("sizes", 1, 4, 12, 18)
                        .node(
                                "Resize",
                                "x   sizes",
                                "y",
                                TinyModels.text("coordinate_transformation_mode", "asymmetric"),
                                TinyModels.text("nearest_mode", "floor")));
    }

    private static TinyModels resize(TinyModels model, float height, float width) {
        return model.constant(Initializer.ofFloats("scales", new float[] {1, 1, height, width}, 4));
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

    @ParameterizedTest
    @MethodSource("names")
    void gives_what_onnx_runtime_gives(String name) {
        OnnxModel model = NODES.get(name)
                .apply(TinyModels.opset(13).input("x", 1, 4, 6, 6))
                .output("y", TensorType.FLOAT)
                .build();
        float[] x = random(144, SEED);
        TorchScriptModel made = TorchScriptExport.of(model, TorchScriptExport.Format.TORCHSCRIPT, Map.of());
        Path file = folder.resolve("y.pt");
        made.writeTo(file);
        try (InferenceSession session = InferenceSession.load(model.toBytes(), SessionOptions.defaults());
                HostTensor input = HostTensor.copyOf(x, 1, 4, 6, 6);
                ScriptModule module = ScriptModule.load(file);
                TensorScope step = TensorScope.open(TorchDevice.cpu())) {
            HostTensor expected = session.run(Map.of("x", input)).get("y");
            Tensor seen = module.run(List.of(step.floats(x, 1, 4, 6, 6)), step).get(0);
            assertThat(seen.shape()).as(name).isEqualTo(expected.shape());
            FloatBuffer values = expected.floats();
            float[] floats = seen.floats();
            for (int i = 0; i < floats.length; i++) {
                assertThat(floats[i])
                        .as("%s, seed %d, value %d", name, SEED, i)
                        .isCloseTo(values.get(i), within(1e-5f * Math.max(1, Math.abs(values.get(i)))));
            }
            expected.close();
        }
    }
}
