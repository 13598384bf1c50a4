package dev.octet.runner.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.images.LetterboxGeometry;
import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the numbers of each layout mean; a 32x32 px input. */
class RowLayoutsTest {

    private static final InputSize INPUT = new InputSize(32, 32);
    private static final LetterboxGeometry SAME = new LetterboxGeometry(32, 32, 1, 1, 0, 0);
    private static final DetectionSettings SETTINGS = new DetectionSettings(0.001, 0.65, 30_000, 300, false);

    private final GridLayout yolo = GridLayout.yolo("output", 2);
    private final FloatBuffer grid = FloatBuffer.allocate(63 * 7);

    @Test
    void yolox_adds_the_cell_and_takes_the_exponential_times_the_stride() {
        FloatBuffer output = FloatBuffer.allocate(21 * 7);
        // Row 17 is the second cell of the 2x2 map of stride 16.
        output.put(17 * 7, new float[] {0.25f, 0.5f, 0, 0, 0.5f, 0.5f, 0});
        assertThat(detect(new GridLayout("output", 2, false, new CellBoxes(INPUT)), output))
                .containsExactly(new Detection(12, 0, 28, 16, 0.25, 0));
    }

    @Test
    void every_class_above_the_threshold_counts_on_its_own() {
        grid.put(0, new float[] {16, 16, 8, 8, 1, 0.5f, 0.75f});
        assertThat(detect(yolo, grid))
                .containsExactly(new Detection(12, 12, 20, 20, 0.75, 1), new Detection(12, 12, 20, 20, 0.5, 0));
    }

    @Test
    void the_best_class_alone_counts_on_request() {
        grid.put(0, new float[] {16, 16, 8, 8, 1, 0.5f, 0.75f});
        assertThat(detect(yolo, grid, SETTINGS.withLabels(Labels.BEST_CLASS)))
                .containsExactly(new Detection(12, 12, 20, 20, 0.75, 1));
    }

    @Test
    void with_a_single_class_the_objectness_is_the_score() {
        FloatBuffer output = FloatBuffer.wrap(new float[] {16, 16, 8, 8, 0.75f, 0.5f});
        assertThat(detect(GridLayout.yolo("output", 1), output))
                .containsExactly(new Detection(12, 12, 20, 20, 0.75, 0));
        assertThat(detect(new GridLayout("output", 1, false, GridLayout::centred), output))
                .containsExactly(new Detection(12, 12, 20, 20, 0.375, 0));
    }

    @Test
    void raw_heads_are_decoded_around_their_cells_and_anchors() {
        FloatBuffer small = FloatBuffer.allocate(2 * 2 * 2 * 7);
        FloatBuffer large = FloatBuffer.allocate(7);
        small.put(0, filled(56, -20));
        // Second anchor, second line, first column of the 2x2 map of stride 16: logits 0 are halves.
        small.put((4 + 2) * 7, new float[] {0, 0, 0, 0, 20, 20, -20});
        large.put(0, new float[] {0, 0, 20, 20, 20, -20, 0});
        RawLayout layout = new RawLayout(
                List.of(
                        new RawLevel("small", 16, 2, 2, List.of(1.0, 1.0, 4.0, 8.0)),
                        new RawLevel("large", 32, 1, 1, List.of(5.0, 3.0))),
                2);
        List<Detection> found = detect(layout, Map.of("small", small, "large", large), SETTINGS);
        assertThat(found).hasSize(2);
        near(found.get(0), 6, 20, 10, 28, 1, 0);
        near(found.get(1), 16 - 10, 16 - 6, 16 + 10, 16 + 6, 0.5, 1);
    }

    @Test
    void raw_heads_of_a_single_class_score_their_objectness() {
        RawLayout layout = new RawLayout(List.of(new RawLevel("output", 32, 1, 1, List.of(8.0, 8.0))), 1);
        List<Detection> found = detect(layout, FloatBuffer.wrap(new float[] {0, 0, 0, 0, 0, -3}));
        assertThat(found).containsExactly(new Detection(12, 12, 20, 20, 0.5, 0));
    }

    @Test
    void raw_heads_and_their_grid_have_the_same_error() {
        RawLayout raw = new RawLayout(List.of(new RawLevel("output", 32, 1, 1, List.of(8.0, 8.0, 16.0, 4.0))), 2);
        float[] one = {0.5f, 0, 1, -1, 2, 1, -2, 0, 0, 0, 0, 0, 0, 0};
        float[] other = {0.25f, 0, 1, -1, 2, 1.5f, -2, 0, 0, 0.5f, 0, 0, 0, 0.75f};
        double error = new RowsError(raw).between(of(one), of(other));
        OutputError decoded = new RowsError(GridLayout.yolo("output", 2));
        assertThat(error).isPositive();
        assertThat(decoded.between(of(decoded(one)), of(decoded(other)))).isCloseTo(error, within(1e-6));
    }

    @Test
    void yolov8_has_no_objectness_and_lies_in_columns() {
        // Three boxes; rows are cx, cy, w, h and two classes.
        float[] columns = {0, 16, 0, 0, 16, 0, 0, 8, 0, 0, 4, 0, 0, 0.5f, 0, 0, 0.25f, 0};
        assertThat(detect(new ColumnLayout("output", 2, false), FloatBuffer.wrap(columns)))
                .containsExactly(new Detection(12, 14, 20, 18, 0.5, 0), new Detection(12, 14, 20, 18, 0.25, 1));
        float[] turned = {0, 0, 0, 0, 0, 0, 16, 16, 8, 4, 0.5f, 0.25f, 0, 0, 0, 0, 0, 0};
        assertThat(detect(new ColumnLayout("output", 2, true), FloatBuffer.wrap(turned)))
                .containsExactly(new Detection(12, 14, 20, 18, 0.5, 0), new Detection(12, 14, 20, 18, 0.25, 1));
    }

    @Test
    void what_tensorrts_nms_reads_is_centres_or_corners_and_scores_or_logits() {
        Map<String, FloatBuffer> tensors = Map.of(
                "boxes", FloatBuffer.wrap(new float[] {16, 16, 8, 4}),
                "scores", FloatBuffer.wrap(new float[] {0.5f, 0.25f}));
        assertThat(detect(new BoxesAndScores("boxes", "scores", 2, true, false, -1), tensors, SETTINGS))
                .containsExactly(new Detection(12, 14, 20, 18, 0.5, 0), new Detection(12, 14, 20, 18, 0.25, 1));
        assertThat(detect(new BoxesAndScores("boxes", "scores", 2, false, false, 0), tensors, SETTINGS))
                .containsExactly(new Detection(8, 4, 16, 16, 0.25, 1));
        assertThat(detect(new BoxesAndScores("boxes", "scores", 2, true, true, -1), tensors, SETTINGS))
                .extracting(Detection::score)
                .satisfiesExactly(
                        score -> assertThat(score).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-6)),
                        score -> assertThat(score).isCloseTo(1 / (1 + Math.exp(-0.25)), within(1e-6)));
    }

    @Test
    void an_overlap_above_the_threshold_is_dropped_within_its_class_only() {
        grid.put(0, new float[] {16, 16, 8, 8, 1, 0.5f, 0});
        grid.put(7, new float[] {16, 16, 8, 8, 1, 0.75f, 0});
        grid.put(14, new float[] {16, 16, 8, 8, 1, 0, 0.25f});
        grid.put(21, new float[] {14, 16, 4, 8, 1, 0.125f, 0});
        assertThat(detect(yolo, grid)).extracting(Detection::score).containsExactly(0.75, 0.25, 0.125);
        DetectionSettings across = new DetectionSettings(0.001, 0.65, 30_000, 300, false, Labels.EVERY_CLASS, true);
        assertThat(detect(yolo, grid, across)).extracting(Detection::score).containsExactly(0.75, 0.125);
    }

    @Test
    void what_the_models_own_nms_has_left_is_kept_best_first() {
        SuppressedHead head = SuppressedHead.ofGraph(SETTINGS, "output", 3, new RowsError(yolo), List.of());
        FloatBuffer rows = FloatBuffer.wrap(
                new float[] {0, 12, 12, 20, 20, 1, 0.5f, 0, 12, 12, 20, 20, 1, 0.75f, 0, 1, 2, 3, 4, 2, 0.0005f});
        Candidates candidates = new Candidates();
        head.decode(Map.of("output", rows), SETTINGS, candidates);
        assertThat(NonMaximumSuppression.of(head, SETTINGS).detections(candidates, SAME))
                .containsExactly(new Detection(12, 12, 20, 20, 0.75, 1), new Detection(12, 12, 20, 20, 0.5, 1));
    }

    @Test
    void boxes_return_to_the_photo_and_are_clipped_on_request() {
        grid.put(0, new float[] {4, 16, 16, 8, 1, 0.5f, 0});
        LetterboxGeometry half = new LetterboxGeometry(64, 48, 0.5, 0.5, 0, 4);
        assertThat(detect(yolo, Map.of("output", grid), SETTINGS, half))
                .containsExactly(new Detection(-8, 16, 24, 32, 0.5, 0));
        DetectionSettings clipped = new DetectionSettings(0.001, 0.65, 30_000, 300, true);
        assertThat(detect(yolo, Map.of("output", grid), clipped, half))
                .containsExactly(new Detection(0, 16, 24, 32, 0.5, 0));
    }

    private static float[] filled(int size, float value) {
        float[] values = new float[size];
        java.util.Arrays.fill(values, value);
        return values;
    }

    /** Two anchors in the one cell of stride 32, by the formula of the grid. */
    private static float[] decoded(float[] logits) {
        float[] anchors = {8, 8, 16, 4};
        float[] rows = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            double s = 1 / (1 + Math.exp(-logits[i]));
            int number = i % 7;
            double anchor = number == 2 || number == 3 ? anchors[2 * (i / 7) + number - 2] : 0;
            rows[i] = (float) (number < 2 ? (2 * s - 0.5) * 32 : number < 4 ? 4 * s * s * anchor : s);
        }
        return rows;
    }

    private static Map<String, FloatBuffer> of(float[] values) {
        return Map.of("output", FloatBuffer.wrap(values));
    }

    private static void near(
            Detection found, double x0, double y0, double x1, double y1, double score, int classIndex) {
        assertThat(new double[] {found.x0(), found.y0(), found.x1(), found.y1(), found.score()})
                .containsExactly(new double[] {x0, y0, x1, y1, score}, within(1e-4));
        assertThat(found.classIndex()).isEqualTo(classIndex);
    }

    private static List<Detection> detect(RowLayout layout, FloatBuffer output) {
        return detect(layout, output, SETTINGS);
    }

    private static List<Detection> detect(RowLayout layout, FloatBuffer output, DetectionSettings settings) {
        return detect(layout, Map.of("output", output), settings);
    }

    private static List<Detection> detect(
            RowLayout layout, Map<String, FloatBuffer> tensors, DetectionSettings settings) {
        return detect(layout, tensors, settings, SAME);
    }

    private static List<Detection> detect(
            RowLayout layout,
            Map<String, FloatBuffer> tensors,
            DetectionSettings settings,
            LetterboxGeometry geometry) {
        Candidates candidates = new Candidates();
        layout.decode(tensors, settings, candidates);
        return new NonMaximumSuppression(settings).detections(candidates, geometry);
    }
}
