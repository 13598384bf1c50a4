package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Gradients;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.OperatorCases;
import dev.octet.calibrator.model.TinyModels;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator on {@code x [1, 4, 6, 6]}, here and in ONNX Runtime. */
class OperatorEqualityTest implements NeedsLibTorch {

    private static final Map<String, UnaryOperator<TinyModels>> NODES = nodes();

    static List<String> names() {
        return List.copyOf(NODES.keySet());
    }

    private static Map<String, UnaryOperator<TinyModels>> nodes() {
        Map<String, UnaryOperator<TinyModels>> all = OperatorCases.common();
        for (String one : List.of("Sin", "Cos")) {
            all.put(one, model -> model.node(one, "x", "y"));
        }
        all.put(
                "ReduceL2",
                model -> model.node(
                        "ReduceL2", "x", "y", TinyModels.ints("axes", 1, -1), TinyModels.integer("keepdims", 0)));
        all.put(
                "Cast",
                model -> model.node("Cast", "x", "i", TinyModels.integer("to", 7))
                        .node("Cast", "i", "y", TinyModels.integer("to", 1)));
        all.put(
                "ArgMax",
                model -> model.node("ArgMax", "x", "i", TinyModels.integer("axis", 1))
                        .node("Cast", "i", "y", TinyModels.integer("to", 1)));
        all.put("Unsqueeze", model -> model.longs("axes", 0, -1).node("Unsqueeze", "x axes", "y"));
        all.put(
                "Slice, backwards",
                model -> model.longs("starts", -1, 1)
                        .longs("ends", -7, 100)
                        .longs("axes", 2, 3)
                        .longs("steps", -2, 2)
                        .node("Slice", "x starts ends axes steps", "y"));
        all.put(
                "Gather",
                model -> model.constant(Initializer.ofLongs("i", new long[] {2, -1, 0, 0}, 2, 2))
                        .node("Gather", "x i", "y", TinyModels.integer("axis", 1)));
        all.put(
                "GatherElements",
                model -> model.constant(Initializer.ofLongs("i", new long[] {0, 3, 1}, 1, 3, 1, 1))
                        .node("GatherElements", "x i", "y", TinyModels.integer("axis", 1)));
        all.put("Expand", model -> model.longs("shape", 2, 1, 1, 6, 6).node("Expand", "x shape", "y"));
        all.put("Tile", model -> model.longs("repeats", 1, 1, 2, 3).node("Tile", "x repeats", "y"));
        all.put("DepthToSpace", model -> model.node("DepthToSpace", "x", "y", TinyModels.integer("blocksize", 2)));
        all.put(
                "DepthToSpace, CRD",
                model -> model.node(
                        "DepthToSpace", "x", "y", TinyModels.integer("blocksize", 2), TinyModels.text("mode", "CRD")));
        all.put("SpaceToDepth", model -> model.node("SpaceToDepth", "x", "y", TinyModels.integer("blocksize", 3)));
        all.put(
                "Shape, Range, ConstantOfShape",
                model -> model.node("Shape", "x", "s")
                        .node("ConstantOfShape", "s", "zeros")
                        .constant(Initializer.ofFloats("zero", new float[] {0}))
                        .constant(Initializer.ofFloats("six", new float[] {6}))
                        .constant(Initializer.ofFloats("one", new float[] {1}))
                        .node("Range", "zero six one", "range")
                        .node("Add", "zeros range", "sum")
                        .node("Mul", "sum x", "y"));
        resizes(all);
        return all;
    }

    private static void resizes(Map<String, UnaryOperator<TinyModels>> all) {
        for (String coordinates : List.of("asymmetric", "half_pixel", "pytorch_half_pixel", "align_corners")) {
            for (String rounding : List.of("floor", "ceil", "round_prefer_floor", "round_prefer_ceil")) {
                all.put(
                        "Resize, nearest, " + coordinates + ", " + rounding,
                        model -> OperatorCases.resized(model, 2, 1.5f)
                                .node(
                                        "Resize",
                                        "x  scales",
                                        "y",
                                        TinyModels.text("coordinate_transformation_mode", coordinates),
                                        TinyModels.text("nearest_mode", rounding)));
            }
            all.put(
                    "Resize, linear, " + coordinates,
                    model -> OperatorCases.resized(model, 2, 0.5f)
                            .node(
                                    "Resize",
                                    "x  scales",
                                    "y",
                                    TinyModels.text("mode", "linear"),
                                    TinyModels.text("coordinate_transformation_mode", coordinates)));
        }
        all.put("Resize, by sizes", model -> OperatorCases.resizedTo(model, 12, 9));
    }

    @ParameterizedTest
    @MethodSource("names")
    void gives_what_onnx_runtime_gives(String name) {
        OperatorCases.requireEqual(name, NODES.get(name), OperatorEqualityTest::run);
    }

    private static OperatorCases.Output run(OnnxModel model, float[] x) {
        try (TorchGraph graph = TorchGraph.of(model, List.of("y"), TorchDevice.cpu());
                TensorScope step = TensorScope.open(TorchDevice.cpu())) {
            Tensor seen = Gradients.off(() -> graph.run(Map.of("x", step.floats(x, 1, 4, 6, 6)), step))
                    .get("y");
            return new OperatorCases.Output(seen.shape(), seen.floats());
        }
    }
}
