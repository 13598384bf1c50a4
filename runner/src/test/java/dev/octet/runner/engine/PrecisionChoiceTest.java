package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionChoiceTest {

    private static OnnxModel model(String kind) {
        return kind.equals("qdq") ? EngineModels.qdq() : EngineModels.ofShape(1, 3, 8, 8);
    }

    private static PrecisionChoice choice(String kind, String asked, String calibrator, boolean strong) {
        return PrecisionChoice.of(
                model(kind), EnginePrecision.named(asked), CalibratorChoice.named(calibrator), strong);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "float | none | none | false | FP16 | fp16 where it is faster, else fp32 (the model has no Q/DQ)",
                "float | fp32 | none | false | FP32 | fp32",
                "float | best | none | false | BEST | fp16 where it is faster, else fp32: there are no ranges for int8",
                "float | best | minmax | false | BEST | int8 with ranges of calibrator minmax, fp16 or fp32, whichever is"
                        + " fastest",
                "float | int8 | octet-mse | false | INT8 | int8 with ranges of calibrator octet-mse, the rest in fp16 or"
                        + " fp32",
                "float | none | none | true | FP32 | the model's own types",
                "qdq | none | none | false | INT8 | int8 with ranges of the model's 2 nodes of Q/DQ, the rest in fp16 or"
                        + " fp32 (the model has Q/DQ)",
                "qdq | best | none | false | BEST | int8 with ranges of the model's 2 nodes of Q/DQ, fp16 or fp32,"
                        + " whichever is fastest",
                "qdq | none | none | true | INT8 | the model's own types, INT8 from the model's 2 nodes of Q/DQ"
            })
    void what_is_chosen_is_said(
            String kind, String asked, String calibrator, boolean strong, EnginePrecision precision, String remark) {
        PrecisionChoice choice = choice(kind, asked, calibrator, strong);
        assertThat(choice.precision()).isEqualTo(precision);
        assertThat(choice.isQdq()).isEqualTo(kind.equals("qdq"));
        assertThat(choice.remark()).isEqualTo(remark);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qdq | none | entropy2 | false | Model network.onnx has 2 nodes of Q/DQ, which say its ranges: TensorRT"
                        + " would not ask the calibrator entropy2."
                        + " | Leave the calibrator and its data out, or build the float model.",
                "qdq | fp16 | none | false | Model network.onnx has 2 nodes of Q/DQ, which run in INT8; '--precision fp16'"
                        + " has none. | Leave '--precision' out, or build the float model.",
                "float | int8 | none | false | INT8 needs ranges, and network.onnx has no Q/DQ."
                        + " | Give '--images DIR' or '--calibration FILE', or build what 'octet quantize --target"
                        + " tensorrt' writes.",
                "float | none | entropy2 | false | The calibrator entropy2 has nothing to do: the precision is fp16."
                        + " | Add '--precision int8', or leave the calibrator and its data out.",
                "float | fp32 | octet-mse | false | The calibrator octet-mse has nothing to do: the precision is fp32."
                        + " | Add '--precision int8', or leave the calibrator and its data out.",
                "float | none | entropy2 | true | A strongly typed engine takes INT8 from Q/DQ in the model alone: TensorRT"
                        + " refuses the calibrator entropy2 there."
                        + " | Quantize the model with 'octet quantize --target tensorrt', or leave '--strongly-typed'"
                        + " out.",
                "float | int8 | none | true | A strongly typed engine takes INT8 from Q/DQ in the model alone, and"
                        + " network.onnx has none."
                        + " | Quantize it with 'octet quantize --target tensorrt', or leave '--precision' out."
            })
    void what_does_not_go_together_is_refused(
            String kind, String asked, String calibrator, boolean strong, String message, String remedy) {
        assertThatThrownBy(() -> choice(kind, asked, calibrator, strong))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.USAGE);
                    assertThat(e).hasMessage(message);
                    assertThat(e.remedy()).isEqualTo(remedy);
                });
    }

    @Test
    void a_strongly_typed_network_is_rewritten_to_fp16_unless_fp32_is_asked_for() {
        OnnxModel model = model("float");
        assertThat(StrongTyping.of(model, false).model()).isSameAs(model);
        StrongTyping half = StrongTyping.of(model, true);
        assertThat(half.rest()).startsWith("what is float32 in the model becomes FP16");
        assertThat(half.model().sha256()).isNotEqualTo(model.sha256());
        assertThat(settings(EnginePrecision.FP32, true).rewritesToHalf()).isFalse();
        assertThat(settings(EnginePrecision.INT8, true).rewritesToHalf()).isTrue();
        assertThat(settings(EnginePrecision.INT8, false).rewritesToHalf()).isFalse();
    }

    private static BuildSettings settings(EnginePrecision precision, boolean stronglyTyped) {
        return new BuildSettings(
                precision,
                stronglyTyped,
                OptionalLong.empty(),
                OptionalInt.empty(),
                false,
                HardwareLevel.NONE,
                OptionalInt.empty(),
                false,
                false,
                false,
                List.of(),
                0);
    }

    @Test
    void names_are_those_of_the_command_line() {
        assertThat(EnginePrecision.named("INT8")).isEmpty();
        assertThat(CalibratorChoice.named("octet-percentile")).contains(CalibratorChoice.OCTET_PERCENTILE);
        assertThat(HardwareLevel.named("ampere-plus")).contains(HardwareLevel.AMPERE_PLUS);
        assertThat(CalibratorChoice.ENTROPY2.estimator()).isEmpty();
        assertThat(CalibratorChoice.OCTET_MSE.estimator().map(one -> one.name()))
                .isEqualTo(Optional.of("mse"));
    }
}
