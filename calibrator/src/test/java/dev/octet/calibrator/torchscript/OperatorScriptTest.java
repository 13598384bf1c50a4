package dev.octet.calibrator.torchscript;

import dev.octet.bindings.libtorch.ScriptModule;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.calibrator.finetune.NeedsLibTorch;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.OperatorCases;
import dev.octet.calibrator.model.TinyModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator on {@code x [1, 4, 6, 6]}, as a TorchScript file and in ONNX Runtime. */
class OperatorScriptTest implements NeedsLibTorch {

    @TempDir
    private Path folder;

    private static final Map<String, UnaryOperator<TinyModels>> NODES = nodes();

    static List<String> names() {
        return List.copyOf(NODES.keySet());
    }

    private static Map<String, UnaryOperator<TinyModels>> nodes() {
        Map<String, UnaryOperator<TinyModels>> all = OperatorCases.common();
        all.put("Unsqueeze", model -> model.longs("axes", 0, 3).node("Unsqueeze", "x axes", "y"));
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
        all.put(
                "Resize, half_pixel",
                model -> OperatorCases.resized(model, 3, 2).node("Resize", "x  scales", "y"));
        all.put("Resize, by sizes", model -> OperatorCases.resizedTo(model, 12, 18));
        return all;
    }

    @ParameterizedTest
    @MethodSource("names")
    void gives_what_onnx_runtime_gives(String name) {
        OperatorCases.requireEqual(name, NODES.get(name), this::run);
    }

    private OperatorCases.Output run(OnnxModel model, float[] x) {
        Path file = folder.resolve("y.pt");
        TorchScriptExport.of(model, TorchScriptExport.Format.TORCHSCRIPT, Map.of())
                .writeTo(file);
        try (ScriptModule module = ScriptModule.load(file);
                TensorScope step = TensorScope.open(TorchDevice.cpu())) {
            Tensor seen = module.run(List.of(step.floats(x, 1, 4, 6, 6)), step).get(0);
            return new OperatorCases.Output(seen.shape(), seen.floats());
        }
    }
}
