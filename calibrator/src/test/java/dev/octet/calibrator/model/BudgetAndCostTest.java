package dev.octet.calibrator.model;

import static dev.octet.calibrator.model.TinyModels.opset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BudgetAndCostTest {

    private static final long TERA = 1L << 40;

    static Stream<Arguments> bombs() {
        float[] scales = {1, 1, 1e6f, 1e6f};
        return Stream.of(
                bomb(x().longs("s", TERA), "ConstantOfShape", "s", "FLOAT [1099511627776] needs 4398046511104"),
                bomb(
                        x().longs("s", TERA, 1, 1, 1),
                        "Expand",
                        "x s",
                        "FLOAT [1099511627776,1,2,2] needs 17592186044416"),
                bomb(x().longs("s", 1, TERA, 1, 1), "Tile", "x s", "FLOAT [1,1099511627776,2,2] needs 17592186044416"),
                bomb(
                        x().longs("s", 0, 0, TERA, 0, 0, 0, 0, 0),
                        "Pad",
                        "x s",
                        "FLOAT [1,1,1099511627778,2] needs 8796093022224"),
                bomb(
                        x().constant(Initializer.ofFloats("s", scales, 4)),
                        "Resize",
                        "x - s",
                        "FLOAT [1,1,2000000,2000000] needs 16000000000000"),
                bomb(
                        x().longs("s", 1, Long.MAX_VALUE, Long.MAX_VALUE, 1),
                        "Tile",
                        "x s",
                        "FLOAT [1,9223372036854775807,9223372036854775807,2] needs more than 2^63"));
    }

    private static TinyModels x() {
        return opset(13).input("x", 1, 1, 2, 2);
    }

    private static Arguments bomb(TinyModels model, String operator, String inputs, String needs) {
        return Arguments.of(operator, model.node(operator, inputs, "y").output("y"), needs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void a_model_that_asks_for_terabytes_is_refused_from_its_shapes(String operator, TinyModels tiny, String needs) {
        OnnxModel model = tiny.build();

        assertThatThrownBy(() -> ActivationBudget.require(model, 1_000_000))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.OUT_OF_RESOURCES);
                    assertThat(e.remedy())
                            .isEqualTo("Use a smaller input size or a machine with more memory;"
                                    + " if the model is not yours, do not trust it.");
                })
                .hasMessage(
                        "Model tiny.onnx cannot run here: tensor 'y' of " + needs + " bytes, 1000000 are available.");
    }

    @Test
    void a_huge_input_is_refused() {
        OnnxModel model = opset(13)
                .input("x", TERA, TERA)
                .node("Relu", "x", "y")
                .output("y")
                .build();

        assertThatThrownBy(() -> ActivationBudget.require(model, Long.MAX_VALUE - 1))
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        e -> assertThat(e.remedy())
                                .isEqualTo("Use a smaller batch, a smaller input size or a machine with more memory;"
                                        + " if the model is not yours, do not trust it."))
                .hasMessageContaining("tensor 'x' of FLOAT [1099511627776,1099511627776] needs more than 2^63 bytes");
    }

    @Test
    void a_budget_adds_inputs_and_results_and_names_the_largest() {
        OnnxModel model = opset(13)
                .input("x", -1, 3, 2, 2)
                .node("Concat", "x x", "y", TinyModels.integer("axis", 1))
                .output("y")
                .build();

        ActivationBudget budget = ActivationBudget.of(model.graph());

        assertThat(budget.totalBytes()).isEqualTo(48 + 96);
        assertThat(budget.largest())
                .contains(new ActivationBudget.Tensor("y", TensorType.FLOAT, TensorShape.of(-1, 6, 2, 2), 96));
        ActivationBudget.require(model, 96);
    }

    @Test
    void cost_counts_products_of_a_small_convolution_and_matrix() {
        OnnxModel model = opset(13)
                .input("x", -1, 4, 5, 5)
                .constant(Initializer.ofFloats("w", new float[6 * 4 * 9], 6, 4, 3, 3))
                .constant(Initializer.ofFloats("b", new float[6], 6))
                .constant(Initializer.ofFloats("m", new float[3 * 7], 3, 7))
                .node("Conv", "x w b", "c")
                .node("MatMul", "c m", "y")
                .output("y")
                .build();

        assertThat(ModelCost.of(model.graph()))
                .isEqualTo(new ModelCost(
                        216 + 6 + 21,
                        6 * 9 * 36 + 6 * 3 * 7 * 3,
                        Map.of("Conv", 1L, "MatMul", 1L),
                        Map.of(0, 6L * 9 * 36, 1, 6L * 3 * 7 * 3)));
    }

    @Test
    @Tag("shared")
    void yolov7_tiny_has_its_published_size_and_cost() {
        ModelCost cost = ModelCost.of(Runs.shared("yolov7-tiny-640.onnx").graph());

        assertThat(cost.parameters() / 1e6).isCloseTo(6.22, within(0.0622));
        assertThat(cost.macs() / 1e9).isCloseTo(6.85, within(0.0685));
    }
}
