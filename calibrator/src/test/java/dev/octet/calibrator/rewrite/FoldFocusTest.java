package dev.octet.calibrator.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FoldFocusTest {

    @Test
    void folded_focus_gives_what_slices_concat_and_convolution_gave() {
        OnnxModel focus = focus(2);
        OnnxModel folded = FoldFocus.apply(focus);
        assertThat(folded.graph().nodes()).hasSize(1);
        float[] expected = run(focus);
        float[] actual = run(folded);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @Test
    void slices_of_another_step_are_left_alone() {
        OnnxModel other = focus(1);
        assertThat(FoldFocus.apply(other)).isSameAs(other);
    }

    @Test
    void a_model_without_focus_is_left_alone() {
        OnnxModel model = TinyDetector.model();
        assertThat(FoldFocus.apply(model)).isSameAs(model);
    }

    /** Parts in the order of YOLOX: top left, bottom left, top right, bottom right. */
    private static OnnxModel focus(long step) {
        TinyModels model = TinyModels.opset(13).input("image", 1, 3, 8, 12);
        model.longs("rows", 2)
                .longs("columns", 3)
                .longs("zero", 0)
                .longs("one", 1)
                .longs("end", Long.MAX_VALUE);
        model.longs("step", step);
        String[] starts = {"zero zero", "one zero", "zero one", "one one"};
        for (int part = 0; part < 4; part++) {
            String[] start = starts[part].split(" ");
            model.node("Slice", "image " + start[0] + " end rows step", "rows" + part);
            model.node("Slice", "rows" + part + " " + start[1] + " end columns step", "part" + part);
        }
        model.node("Concat", "part0 part1 part2 part3", "focus", TinyModels.integer("axis", 1));
        model.constant(Initializer.ofFloats("w", random(5 * 12 * 9, 1), 5, 12, 3, 3));
        model.constant(Initializer.ofFloats("b", random(5, 2), 5));
        model.node("Conv", "focus w b", "out", TinyModels.ints("pads", 1, 1, 1, 1));
        return model.output("out").build();
    }

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() - 0.5);
        }
        return values;
    }

    private static float[] run(OnnxModel model) {
        try (InferenceSession session = ModelSession.open(model, SessionOptions.defaults());
                HostTensor input = HostTensor.copyOf(random(3 * 8 * 12, 3), 1, 3, 8, 12);
                HostTensor output = session.run(Map.of("image", input)).get("out")) {
            float[] values = new float[output.floats().capacity()];
            output.floats().get(0, values);
            return values;
        }
    }
}
