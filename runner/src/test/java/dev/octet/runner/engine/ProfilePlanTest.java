package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilePlanTest {

    private static final String NONE = "";

    private static ProfilePlan plan(OnnxModel model, String min, String opt, String max) {
        return ProfilePlan.of(
                model, shapes("--min-shapes", min), shapes("--opt-shapes", opt), shapes("--max-shapes", max));
    }

    private static InputShapes shapes(String option, String text) {
        return text.isEmpty() ? InputShapes.none(option) : InputShapes.parse(option, text);
    }

    @Test
    void a_model_of_fixed_sizes_needs_no_profile() {
        ProfilePlan plan = plan(EngineModels.ofShape(1, 3, 32, 32), NONE, NONE, NONE);
        assertThat(plan.ranges()).isEmpty();
        assertThat(plan.remarks()).isEmpty();
    }

    @Test
    void a_model_of_fixed_sizes_may_be_told_its_own() {
        assertThat(plan(EngineModels.ofShape(1, 3, 32, 32), NONE, "images:1x3x32x32", NONE)
                        .ranges())
                .isEmpty();
    }

    @Test
    void an_open_batch_alone_is_1_and_that_is_said() {
        ProfilePlan plan = plan(EngineModels.ofShape(-1, 3, 32, 32), NONE, NONE, NONE);
        List<Long> one = List.of(1L, 3L, 32L, 32L);
        assertThat(plan.ranges()).containsExactly(new ShapeRange("images", one, one, one));
        assertThat(plan.remarks())
                .containsExactly("Input 'images' leaves the batch open: 1 is taken; --opt-shapes and --max-shapes give"
                        + " others.");
    }

    @Test
    void smallest_and_largest_are_the_usual_shape_unless_given() {
        ProfilePlan plan = plan(EngineModels.ofShape(-1, 3, -1, -1), NONE, "images:4x3x32x64", "images:8x3x32x64");
        assertThat(plan.ranges())
                .containsExactly(new ShapeRange(
                        "images", List.of(4L, 3L, 32L, 64L), List.of(4L, 3L, 32L, 64L), List.of(8L, 3L, 32L, 64L)));
        assertThat(plan.remarks()).isEmpty();
        assertThat(plan.ranges().get(0)).hasToString("images 4x3x32x64 to 8x3x32x64, made for 4x3x32x64");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "-1,3,-1,-1 | '' | '' | '' | Input 'images' of network.onnx leaves sizes open: [?,3,?,?]."
                        + " | Give them, as in '--opt-shapes images:1x3x640x640', with --min-shapes and --max-shapes where"
                        + " they may vary.",
                "1,3,32,32 | '' | images:1x3x64x64 | '' | Input 'images' of network.onnx is [1,3,32,32], which"
                        + " '--opt-shapes' cannot make 1x3x64x64."
                        + " | Leave the option out for this input, or export the model with open sizes.",
                "-1,3,32,32 | '' | images:1x3x64x64 | '' | Input 'images' of network.onnx is [?,3,32,32], which"
                        + " '--opt-shapes' cannot make 1x3x64x64."
                        + " | Give as many sizes, and change only those that are open (?).",
                "-1,3,32,32 | '' | images:1x3x32 | '' | Input 'images' of network.onnx is [?,3,32,32], which"
                        + " '--opt-shapes' cannot make 1x3x32."
                        + " | Give as many sizes, and change only those that are open (?).",
                "-1,3,32,32 | '' | '' | images:8x3x32x32 | '--max-shapes' gives a shape for input 'images', '--opt-shapes'"
                        + " gives none."
                        + " | Give the shape that the engine is to be made fast for, with '--opt-shapes'.",
                "-1,3,32,32 | images:4x3x32x32 | images:2x3x32x32 | '' | The shapes of input 'images' are not in order:"
                        + " smallest 4x3x32x32, usual 2x3x32x32, largest 2x3x32x32."
                        + " | No size of --min-shapes may be above that of --opt-shapes, none of that above --max-shapes.",
                "-1,3,32,32 | '' | data:1x3x32x32 | '' | '--opt-shapes' gives a shape for 'data', which is no input of"
                        + " network.onnx; its inputs are images."
                        + " | Use the names that 'octet inspect' prints."
            })
    void shapes_that_do_not_fit_are_refused(
            String model, String min, String opt, String max, String message, String remedy) {
        long[] shape =
                List.of(model.split(",")).stream().mapToLong(Long::parseLong).toArray();
        assertThatThrownBy(() -> plan(EngineModels.ofShape(shape), min, opt, max))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.USAGE);
                    assertThat(e).hasMessage(message);
                    assertThat(e.remedy()).isEqualTo(remedy);
                });
    }

    @Test
    void memory_is_that_of_the_largest_shapes() {
        OnnxModel model = EngineModels.ofShape(-1, 3, 32, 32);
        ProfilePlan plan = plan(model, NONE, "images:1x3x32x32", "images:10x3x32x32");
        MemoryEstimate estimate = MemoryEstimate.of(model, plan, java.util.OptionalLong.of(3 << 20));
        // Three planes in and eight out, ten images; 8 x 3 x 3 x 3 weights and 8 biases.
        assertThat(estimate.tensorBytes()).isEqualTo(10 * 11 * 32 * 32 * 4);
        assertThat(estimate.weightBytes()).isEqualTo((8 * 3 * 3 * 3 + 8) * 4);
        assertThat(estimate.text())
                .isEqualTo("weights 0.0 MiB, tensors at most 0.4 MiB, and up to 3.0 MiB of scratch memory for a layer");
    }
}
