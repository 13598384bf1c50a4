package dev.octet.runner.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two rows of one class: an object of score 0.8 and background. */
class RowsErrorTest {

    private static final float[] FLOAT = {16, 16, 8, 8, 1, 0.8f, 40, 40, 8, 8, 0, 0.9f};

    private final OutputError error = new RowsError(new GridLayout("rows", 1, false, GridLayout::centred));

    @Test
    void the_rows_are_what_is_compared() {
        assertThat(error.tensors()).containsExactly("rows");
    }

    @Test
    void equal_grids_have_no_error() {
        assertThat(between(FLOAT)).isZero();
    }

    @Test
    void boxes_of_the_background_do_not_count() {
        float[] seen = FLOAT.clone();
        seen[6] = 400;
        assertThat(between(seen)).isZero();
    }

    @Test
    void an_object_that_only_one_grid_has_counts() {
        float[] seen = FLOAT.clone();
        seen[10] = 0.5f;
        // (0.5 * 0.9)^2 over 0.8^2 and the one object that every image is held to have.
        assertThat(between(seen)).isCloseTo(0.2025 / 1.64, within(1e-6));
    }

    @Test
    void half_a_box_beside_the_object_costs_its_overlap_weighted_with_the_score() {
        float[] seen = FLOAT.clone();
        seen[0] = 20;
        // Overlap of two 8 x 8 px boxes 4 px apart: 32 / 96.
        assertThat(between(seen)).isCloseTo(0.8 * (1 - 1.0 / 3) / 1.8, within(1e-6));
    }

    @Test
    void a_grid_with_nan_is_as_bad_as_can_be() {
        float[] seen = FLOAT.clone();
        seen[4] = Float.NaN;
        assertThat(between(seen)).isEqualTo(1e6);
    }

    @Test
    void a_grid_of_another_size_is_as_bad_as_can_be() {
        assertThat(between(new float[] {16, 16, 8, 8, 1, 0.8f})).isEqualTo(1e6);
    }

    private double between(float[] seen) {
        return error.between(Map.of("rows", FloatBuffer.wrap(FLOAT)), Map.of("rows", FloatBuffer.wrap(seen)));
    }
}
