package dev.octet.calibrator.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayoutTest {

    private static final Layout LAST = Layout.channelsLast();

    @Test
    void an_image_stands_with_its_channels_innermost() {
        assertThat(LAST.stored(TensorShape.of(1, 3, 20, 30))).containsExactly(1, 20, 30, 3);
        assertThat(LAST.to(Layout.plain(4))).containsExactly(0, 3, 1, 2);
        assertThat(Layout.plain(4).to(LAST)).containsExactly(0, 2, 3, 1);
    }

    @Test
    void a_transpose_moves_nothing() {
        assertThat(LAST.transposed(List.of(0, 2, 3, 1))).isEqualTo(Layout.plain(4));
        assertThat(Layout.plain(3).transposed(List.of(0, 2, 1))).isEqualTo(new Layout(List.of(0, 2, 1)));
    }

    @Test
    void splitting_channels_moves_nothing() {
        assertThat(LAST.reshaped(TensorShape.of(1, 255, 20, 30), TensorShape.of(1, 3, 85, 20, 30)))
                .contains(new Layout(List.of(0, 3, 4, 1, 2)));
    }

    @Test
    void merging_rows_and_columns_moves_nothing() {
        assertThat(LAST.reshaped(TensorShape.of(1, 85, 20, 30), TensorShape.of(1, 85, 600)))
                .contains(new Layout(List.of(0, 2, 1)));
    }

    @Test
    void axes_of_size_1_come_and_go() {
        assertThat(LAST.reshaped(TensorShape.of(1, 8, 1, 1), TensorShape.of(1, 8)))
                .contains(Layout.plain(2));
        assertThat(Layout.plain(2).reshaped(TensorShape.of(1, 8), TensorShape.of(1, 8, 1, 1)))
                .isPresent();
    }

    @Test
    void merging_axes_that_do_not_stand_together_moves() {
        assertThat(LAST.reshaped(TensorShape.of(1, 3, 20, 30), TensorShape.of(1, 1800)))
                .isEqualTo(Optional.empty());
        Layout boxes = new Layout(List.of(0, 2, 3, 1, 4));
        assertThat(boxes.reshaped(TensorShape.of(1, 3, 20, 20, 85), TensorShape.of(1, 1200, 85)))
                .isEqualTo(Optional.empty());
    }

    @Test
    void values_are_moved_to_where_they_stand() {
        float[] moved = Constants.moved(new float[] {1, 2, 3, 4, 5, 6}, TensorShape.of(1, 3, 1, 2), LAST);
        assertThat(moved).containsExactly(1, 3, 5, 2, 4, 6);
    }

    @Test
    void each_axis_stands_once() {
        assertThatThrownBy(() -> new Layout(List.of(0, 0, 1))).hasMessage("axes [0, 0, 1] are not every axis once");
    }
}
