package dev.octet.runner.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.opencv.PixelBox;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LabelPlacesTest {

    private final LabelPlaces places = new LabelPlaces(200, 100);

    @Test
    void a_label_stands_on_its_box() {
        assertThat(places.place(new PixelBox(50, 40, 90, 80), 30, 10)).isEqualTo(PixelBox.at(50, 30, 30, 10));
    }

    @Test
    void at_the_top_of_the_picture_it_is_inside_the_box() {
        assertThat(places.place(new PixelBox(50, 4, 90, 80), 30, 10)).isEqualTo(PixelBox.at(50, 4, 30, 10));
    }

    @Test
    void at_the_right_of_the_picture_it_moves_to_the_left() {
        assertThat(places.place(new PixelBox(190, 40, 200, 80), 30, 10)).isEqualTo(PixelBox.at(170, 30, 30, 10));
    }

    @Test
    void a_second_box_at_the_same_place_has_its_label_elsewhere() {
        PixelBox box = new PixelBox(50, 40, 90, 80);
        PixelBox first = places.place(box, 30, 10);
        PixelBox second = places.place(box, 30, 10);
        PixelBox third = places.place(box, 30, 10);
        assertThat(first.shared(second) + first.shared(third) + second.shared(third))
                .isZero();
    }

    @Test
    void no_label_ever_leaves_the_picture() {
        SplittableRandom random = new SplittableRandom(3);
        List<PixelBox> labels = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int left = random.nextInt(-5, 199);
            int top = random.nextInt(-5, 99);
            PixelBox box = new PixelBox(left, top, left + random.nextInt(1, 210), top + random.nextInt(1, 110));
            labels.add(places.place(box, random.nextInt(1, 201), random.nextInt(1, 101)));
        }
        assertThat(labels).allMatch(label -> label.isInside(200, 100));
    }

    @Test
    void a_label_larger_than_the_picture_has_no_place() {
        PixelBox box = new PixelBox(0, 0, 1, 1);
        assertThatThrownBy(() -> places.place(box, 201, 10))
                .hasMessage("a label of 201 x 10 px has no place on a picture of 200 x 100");
    }
}
