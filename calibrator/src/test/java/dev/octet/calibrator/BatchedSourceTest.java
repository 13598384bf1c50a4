package dev.octet.calibrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchedSourceTest {

    private static final int ITEMS = 18;

    /** Two inputs with an open batch: an image and a map that is added behind the first convolution. */
    private final OnnxModel model = twoInputs();

    @Test
    void batches_of_1_4_and_16_give_the_same_statistics_and_the_same_count_of_samples() {
        Calibration single = calibrate(1);
        assertThat(single.table().provenance().images().images()).isEqualTo(ITEMS);
        assertThat(single.table().provenance().preprocess()).isEmpty();
        for (int batch : new int[] {4, 16}) {
            Calibration batched = calibrate(batch);
            assertThat(batched.table().tensors()).isEqualTo(single.table().tensors());
            assertThat(batched.table().provenance().images())
                    .isEqualTo(single.table().provenance().images());
            assertThat(batched.table().provenance().preprocess()).isEqualTo(Map.of("batch", Integer.toString(batch)));
        }
    }

    @Test
    void progress_counts_items_not_batches() {
        List<Long> seen = new ArrayList<>();
        Calibrator.of(model).withThreads(1).calibrate(source(ITEMS).inBatchesOf(4), (done, total) -> {
            seen.add(done);
            assertThat(total).isEqualTo(ITEMS);
        });
        assertThat(seen).containsExactly(4L, 8L, 12L, 16L, 18L);
    }

    @Test
    void both_inputs_of_a_model_are_observed_and_quantized() {
        Calibration calibration = calibrate(1);
        assertThat(calibration.statistics("image").count()).isEqualTo(ITEMS * 3L * 8 * 8);
        assertThat(calibration.statistics("map").count()).isEqualTo(ITEMS * 4L * 8 * 8);
        QuantizedModel int8 =
                Quantizer.forTarget(DeploymentTarget.onnxRuntime()).quantize(model, calibration);
        assertThat(int8.parameters()).containsKeys("image", "map");
    }

    @Test
    void a_sample_without_the_second_input_says_what_it_has() {
        CalibrationSource source =
                CalibrationSource.of("half", List.of(Map.of("image", TinySamples.noise(1, 1, 3, 8, 8))), 1);
        assertThatThrownBy(() -> Calibrator.of(model).calibrate(source, ProgressListener.none()))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("A calibration sample does not fit input map [-1, 4, 8, 8]: it has only [image].");
    }

    @Test
    void a_model_of_fixed_batch_refuses_a_stack() {
        CalibrationSource source = CalibrationSource.of("ramp", TinySamples.ramps(2), 2);
        assertThatThrownBy(() ->
                        Calibrator.of(TinyDetector.model()).calibrate(source.inBatchesOf(2), ProgressListener.none()))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("A calibration sample does not fit input images [1, 3, 16, 16]: it has shape [2,3,16,16].");
    }

    @Test
    void samples_of_different_shapes_are_not_stacked() {
        List<Map<String, FloatTensor>> samples = List.of(
                Map.of("image", TinySamples.noise(1, 1, 3, 8, 8)), Map.of("image", TinySamples.noise(2, 1, 3, 8, 9)));
        CalibrationSource source = CalibrationSource.of("mixed", samples, 2).inBatchesOf(2);
        assertThatThrownBy(source::next)
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        e -> assertThat(e.remedy())
                                .isEqualTo(
                                        "Give every sample the same inputs in the same shape, or calibrate without batches."))
                .hasMessage("Calibration samples cannot be stacked into a batch at input image: shapes [1,3,8,8] and "
                        + "[1,3,8,9].");
    }

    private Calibration calibrate(int batch) {
        return Calibrator.of(model).withThreads(2).calibrate(source(ITEMS).inBatchesOf(batch), ProgressListener.none());
    }

    private static CalibrationSource source(int count) {
        List<Map<String, FloatTensor>> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(
                    Map.of("image", TinySamples.noise(i, 1, 3, 8, 8), "map", TinySamples.noise(100L + i, 1, 4, 8, 8)));
        }
        return CalibrationSource.of("pairs", samples, count);
    }

    private static OnnxModel twoInputs() {
        TinyModels model = TinyModels.opset(13).input("image", -1, 3, 8, 8).input("map", -1, 4, 8, 8);
        conv(model, "first", "image", 3, 4);
        model.node("Add", "first map", "sum");
        conv(model, "second", "sum", 4, 4);
        conv(model, "third", "second", 4, 2);
        return model.output("third").build();
    }

    private static void conv(TinyModels model, String name, String input, int in, int out) {
        FloatTensor weights = TinySamples.noise(name.hashCode(), (long) out * in * 9);
        model.constant(Initializer.ofFloats(name + "_w", weights.values().array(), out, in, 3, 3));
        model.node(
                "Conv",
                input + " " + name + "_w",
                name,
                TinyModels.ints("kernel_shape", 3, 3),
                TinyModels.ints("pads", 1, 1, 1, 1));
    }
}
