package dev.octet.calibrator.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.libtorch.Gradients;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.bindings.libtorch.TorchDevice;
import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TorchGraphTest implements NeedsLibTorch {

    @Test
    void unknown_operators_are_named_before_anything_runs() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 4, 6, 6)
                .node("Relu", "x", "r")
                .node("Celu", "r", "a")
                .node("Pad", "a pads", "b", TinyModels.text("mode", "reflect"))
                .longs("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                .output("b")
                .build();
        assertThatThrownBy(() -> TorchGraph.requireSupported(model, List.of("b")))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED);
                    assertThat(e.getMessage())
                            .isEqualTo("Model " + model.name() + " has operators that training does not know:"
                                    + " Celu (node the_celu), Pad with mode reflect (node the_pad).");
                    assertThat(e.remedy())
                            .isEqualTo("Quantize it with 'octet quantize', which needs no training, or export it"
                                    + " without them.");
                });
        TorchGraph.requireSupported(model, List.of("r"));
    }

    @Test
    void every_operator_of_the_yolo_families_is_known() {
        assertThat(TorchGraph.operators())
                .contains(
                        "Conv",
                        "BatchNormalization",
                        "Sigmoid",
                        "Mul",
                        "LeakyRelu",
                        "Relu",
                        "Add",
                        "Sub",
                        "Div",
                        "Pow",
                        "Exp",
                        "Concat",
                        "MaxPool",
                        "Resize",
                        "Slice",
                        "Split",
                        "Reshape",
                        "Transpose",
                        "Gemm",
                        "MatMul",
                        "GlobalAveragePool",
                        "Softmax",
                        "ReduceMax",
                        "ConvTranspose",
                        "Clip",
                        "Gather",
                        "Unsqueeze");
    }

    @Test
    void only_what_is_wanted_stays_open() {
        try (TorchGraph graph = TorchGraph.of(TinyDetector.model(), List.of("scores", "joined"), TorchDevice.cpu());
                TensorScope step = TensorScope.open(TorchDevice.cpu())) {
            Gradients.off(() -> graph.run(Map.of(TinyDetector.INPUT, step.floats(new float[768], 1, 3, 16, 16)), step));
            assertThat(step.size()).isEqualTo(3); // the input and both wanted tensors
        }
    }
}
