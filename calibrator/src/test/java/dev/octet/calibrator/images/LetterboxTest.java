package dev.octet.calibrator.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.opencv.Interpolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterboxTest {

    /** Sizes and offsets worked out with the official {@code letterbox()} of YOLOv7, utils/datasets.py. */
    @ParameterizedTest
    @CsvSource({
        "640, 480, 640, 640, 640, 480, 0, 80",
        "640, 427, 640, 640, 640, 427, 0, 106",
        "640, 425, 640, 640, 640, 425, 0, 107",
        "427, 640, 640, 640, 427, 640, 106, 0",
        "500, 333, 320, 320, 320, 213, 0, 53",
        "333, 500, 320, 320, 213, 320, 53, 0",
        "320, 240, 640, 640, 640, 480, 0, 80",
        "1920, 1080, 640, 384, 640, 360, 0, 12"
    })
    void yolo_places_as_the_official_code(
            int sourceWidth,
            int sourceHeight,
            int width,
            int height,
            int scaledWidth,
            int scaledHeight,
            int left,
            int top) {
        Letterbox.Placement place = Letterbox.yolo(width, height).place(sourceWidth, sourceHeight);
        assertThat(place.width()).isEqualTo(scaledWidth);
        assertThat(place.height()).isEqualTo(scaledHeight);
        assertThat(place.left()).isEqualTo(left);
        assertThat(place.top()).isEqualTo(top);
    }

    /** Sizes worked out with the official {@code preproc()} of YOLOX, yolox/data/data_augment.py. */
    @ParameterizedTest
    @CsvSource({"640, 427, 416, 416, 277", "640, 425, 416, 416, 276", "427, 640, 416, 277, 416"})
    void yolox_places_as_the_official_code(
            int sourceWidth, int sourceHeight, int side, int scaledWidth, int scaledHeight) {
        Letterbox.Placement place = Letterbox.yolox(side, side).place(sourceWidth, sourceHeight);
        assertThat(place)
                .isEqualTo(new Letterbox.Placement(
                        scaledWidth,
                        scaledHeight,
                        0,
                        0,
                        new LetterboxGeometry(sourceWidth, sourceHeight, 416 / 640.0, 416 / 640.0, 0, 0)));
    }

    @Test
    void geometry_undoes_the_letterbox() {
        LetterboxGeometry geometry = Letterbox.yolo(640, 640).geometry(1280, 720);
        assertThat(geometry).isEqualTo(new LetterboxGeometry(1280, 720, 0.5, 0.5, 0, 140));
        assertThat(geometry.toSourceX(320)).isEqualTo(640);
        assertThat(geometry.toSourceY(140)).isEqualTo(0);
        assertThat(geometry.toSourceY(500)).isEqualTo(720);
    }

    @Test
    void small_picture_stays_small_without_scale_up() {
        Letterbox yolo = Letterbox.yolo(640, 640);
        Letterbox letterbox = new Letterbox(
                640,
                640,
                Anchor.CENTRED,
                0,
                yolo.colour(),
                1,
                yolo.mean(),
                yolo.std(),
                yolo.interpolation(),
                false,
                SizeRounding.NEAREST);
        assertThat(letterbox.place(100, 50).width()).isEqualTo(100);
        assertThat(letterbox.place(100, 50).left()).isEqualTo(270);
    }

    /** Sizes worked out with the official {@code load_image()} and {@code letterbox()}; boxes go back by the heights. */
    @ParameterizedTest
    @CsvSource({
        "640, 427, 320, 320, 320, 213, 0, 53, 0, 53.5, 427, 213",
        "333, 500, 320, 320, 213, 320, 53, 0, 53.5, 0, 500, 320",
        "640, 427, 640, 640, 640, 427, 0, 106, 0, 106.5, 1, 1",
        "320, 240, 640, 640, 640, 480, 0, 80, 0, 80, 240, 480"
    })
    void yolo_fixed_resizes_first_as_the_official_test_script(
            int sourceWidth,
            int sourceHeight,
            int width,
            int height,
            int scaledWidth,
            int scaledHeight,
            int left,
            int top,
            double padX,
            double padY,
            double before,
            double after) {
        Letterbox.Placement place = Letterbox.yoloFixed(width, height).place(sourceWidth, sourceHeight);
        double scale = after / before;
        assertThat(place)
                .isEqualTo(new Letterbox.Placement(
                        scaledWidth,
                        scaledHeight,
                        left,
                        top,
                        new LetterboxGeometry(sourceWidth, sourceHeight, scale, scale, padX, padY)));
    }

    @Test
    void yolo_fixed_shrinks_by_the_area_and_grows_linearly() {
        Letterbox letterbox = Letterbox.yoloFixed(640, 640);
        assertThat(letterbox.firstResize(1000, 667)).contains(new Letterbox.FirstResize(640, 426, Interpolation.AREA));
        assertThat(letterbox.firstResize(500, 333)).contains(new Letterbox.FirstResize(640, 426, Interpolation.LINEAR));
        assertThat(letterbox.firstResize(640, 427)).isEmpty();
        assertThat(Letterbox.yolo(640, 640).firstResize(1000, 667)).isEmpty();
    }

    @Test
    void the_first_side_stays_when_the_canvas_changes_and_is_described() {
        Letterbox letterbox = Letterbox.yoloFixed(640, 640).withSize(672, 448).withLevels();
        assertThat(letterbox.firstSide()).hasValue(640);
        assertThat(letterbox.describe()).endsWith("scale-up: false\nrounding: nearest\nfirst-side: 640\n");
        assertThat(letterbox.place(640, 427).geometry()).isEqualTo(new LetterboxGeometry(640, 427, 1, 1, 16, 10.5));
    }

    /** The official code would ask for a width of 0 here, which OpenCV refuses. */
    @Test
    void thin_picture_keeps_one_pixel() {
        Letterbox.Placement place = Letterbox.yolo(640, 640).place(1, 5000);
        assertThat(place.width()).isEqualTo(1);
        assertThat(place.left()).isEqualTo(319);
    }

    @Test
    void description_is_stable() {
        assertThat(Letterbox.yolo(640, 480).describe()).isEqualTo("""
                        width: 640
                        height: 480
                        anchor: centred
                        pad: 114
                        colour: rgb
                        scale: 0.00392156862745098
                        mean: [0.0, 0.0, 0.0]
                        std: [1.0, 1.0, 1.0]
                        interpolation: linear
                        scale-up: true
                        rounding: nearest
                        """);
        assertThat(Letterbox.yolo(1, 1).identity())
                .isNotEqualTo(Letterbox.yolox(1, 1).identity());
    }

    @Test
    void impossible_values_are_refused_by_name() {
        assertThatThrownBy(() -> Letterbox.yolo(0, 640)).hasMessage("width 0 and height 640 must both be 1 to 16384");
    }
}
