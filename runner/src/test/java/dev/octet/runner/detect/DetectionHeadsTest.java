package dev.octet.runner.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.calibrator.images.LetterboxGeometry;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A 32x32 px input: 21 cells for YOLOX (16, 4, 1), 63 rows for YOLO; two classes. */
class DetectionHeadsTest {

    private static final InputSize INPUT = new InputSize(32, 32);
    private static final LetterboxGeometry SAME = new LetterboxGeometry(32, 32, 1, 1, 0, 0);
    private static final DetectionSettings SETTINGS = new DetectionSettings(0.001, 0.65, 30_000, 300, false);

    private final FloatBuffer yolo = FloatBuffer.allocate(63 * 7);

    @Test
    void heads_are_told_apart_by_the_rows_of_their_output() {
        assertThat(DetectionHeads.recognise(outputs(21), INPUT).orElseThrow().name())
                .isEqualTo("yolox");
        assertThat(DetectionHeads.recognise(outputs(63), INPUT).orElseThrow().name())
                .isEqualTo("yolo");
        assertThat(DetectionHeads.recognise(outputs(64), INPUT)).isEmpty();
    }

    @Test
    void an_unknown_head_is_refused_with_the_known_ones() {
        assertThatThrownBy(() -> DetectionHeads.named("ssd", outputs(21), INPUT))
                .hasMessage("There is no head 'ssd'.");
    }

    @Test
    void yolox_adds_the_cell_and_takes_the_exponential_times_the_stride() {
        FloatBuffer output = FloatBuffer.allocate(21 * 7);
        // Row 17 is the second cell of the 2x2 map of stride 16.
        output.put(17 * 7, new float[] {0.25f, 0.5f, 0, 0, 0.5f, 0.5f, 0});
        assertThat(detect(outputs(21), output, SETTINGS, SAME)).containsExactly(new Detection(12, 0, 28, 16, 0.25, 0));
    }

    @Test
    void every_class_above_the_threshold_counts_on_its_own() {
        yolo.put(0, new float[] {16, 16, 8, 8, 1, 0.5f, 0.75f});
        assertThat(detect(outputs(63), yolo, SETTINGS, SAME))
                .containsExactly(new Detection(12, 12, 20, 20, 0.75, 1), new Detection(12, 12, 20, 20, 0.5, 0));
    }

    @Test
    void an_overlap_above_the_threshold_is_dropped_within_its_class_only() {
        yolo.put(0, new float[] {16, 16, 8, 8, 1, 0.5f, 0});
        yolo.put(7, new float[] {16, 16, 8, 8, 1, 0.75f, 0});
        yolo.put(14, new float[] {16, 16, 8, 8, 1, 0, 0.25f});
        yolo.put(21, new float[] {14, 16, 4, 8, 1, 0.125f, 0});
        assertThat(detect(outputs(63), yolo, SETTINGS, SAME))
                .extracting(Detection::score)
                .containsExactly(0.75, 0.25, 0.125);
    }

    @Test
    void boxes_return_to_the_photo_and_are_clipped_on_request() {
        yolo.put(0, new float[] {4, 16, 16, 8, 1, 0.5f, 0});
        LetterboxGeometry half = new LetterboxGeometry(64, 48, 0.5, 0.5, 0, 4);
        assertThat(detect(outputs(63), yolo, SETTINGS, half)).containsExactly(new Detection(-8, 16, 24, 32, 0.5, 0));
        DetectionSettings clipped = new DetectionSettings(0.001, 0.65, 30_000, 300, true);
        assertThat(detect(outputs(63), yolo, clipped, half)).containsExactly(new Detection(0, 16, 24, 32, 0.5, 0));
    }

    private static List<OutputSpec> outputs(long rows) {
        return List.of(new OutputSpec("output", TensorShape.of(1, rows, 7)));
    }

    private static List<Detection> detect(
            List<OutputSpec> outputs, FloatBuffer values, DetectionSettings settings, LetterboxGeometry geometry) {
        Candidates candidates = new Candidates();
        DetectionHeads.recognise(outputs, INPUT).orElseThrow().decode(values, settings.confidence(), candidates);
        return new NonMaximumSuppression(settings).detections(candidates, geometry);
    }
}
