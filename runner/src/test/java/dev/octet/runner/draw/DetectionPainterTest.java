package dev.octet.runner.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.opencv.Colour;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Picture;
import dev.octet.bindings.opencv.PixelBox;
import dev.octet.bindings.opencv.TextStyle;
import dev.octet.runner.detect.Detection;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionPainterTest {

    private static final List<String> NAMES = List.of("cat", "</script>", "\u732b caf\u00e9");
    private static final TextStyle LETTERS = new TextStyle(0.5, 1);

    @Test
    void a_box_has_the_colour_of_its_class_and_the_rest_of_the_photo_stays() throws IOException {
        BufferedImage painted = painted(200, 100, new Detection(40, 40, 160, 90, 0.9, 1));
        int colour = rgb(ClassColours.of(3).colour(1));
        assertThat(painted.getRGB(40, 70)).isEqualTo(colour);
        assertThat(painted.getRGB(159, 70)).isEqualTo(colour);
        assertThat(painted.getRGB(100, 89)).isEqualTo(colour);
        assertThat(painted.getRGB(100, 70)).isEqualTo(0xffffffff);
        assertThat(painted.getRGB(20, 95)).isEqualTo(0xffffffff);
    }

    @Test
    void above_the_box_is_a_label_with_letters() throws IOException {
        BufferedImage painted = painted(200, 100, new Detection(40, 40, 160, 90, 0.9, 0));
        int ground = rgb(ClassColours.of(3).colour(0));
        int grounds = 0;
        int others = 0;
        for (int y = 28; y < 39; y++) {
            for (int x = 41; x < 80; x++) {
                grounds += painted.getRGB(x, y) == ground ? 1 : 0;
                others += painted.getRGB(x, y) == ground ? 0 : 1;
            }
        }
        assertThat(grounds).isGreaterThan(150);
        assertThat(others).isGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 50", "50, 1", "5, 5", "13, 200", "4000, 20"})
    void the_smallest_and_the_strangest_photos_keep_their_size(int width, int height) throws IOException {
        BufferedImage painted =
                painted(width, height, new Detection(0, 0, width, height, 0.5, 2), new Detection(0, 0, 0, 0, 0.4, 1));
        assertThat(painted.getWidth()).isEqualTo(width);
        assertThat(painted.getHeight()).isEqualTo(height);
        assertThat(painted.getRGB(0, height / 2)).isNotEqualTo(0xffffffff);
    }

    @Test
    void a_box_of_one_pixel_can_be_seen() throws IOException {
        BufferedImage painted = painted(100, 100, new Detection(50, 80, 51, 81, 0.5, 0));
        assertThat(painted.getRGB(50, 80)).isEqualTo(rgb(ClassColours.of(3).colour(0)));
    }

    @Test
    void the_line_of_a_box_at_the_edges_lies_on_the_photo() {
        Detection whole = new Detection(0, 0, 1000, 800, 0.5, 0);
        assertThat(DetectionPainter.outline(whole, 1000, 800, 5)).isEqualTo(new PixelBox(2, 2, 998, 798));
        assertThat(DetectionPainter.outline(whole, 1000, 800, 1)).isEqualTo(new PixelBox(0, 0, 1000, 800));
        assertThat(DetectionPainter.outline(new Detection(1000, 800, 1000, 800, 0.5, 0), 1000, 800, 1))
                .isEqualTo(new PixelBox(999, 799, 1000, 800));
    }

    @Test
    void hundreds_of_boxes_are_drawn() throws IOException {
        List<Detection> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(new Detection(i % 20 * 5, i / 20 * 5, i % 20 * 5 + 7, i / 20 * 5 + 7, 1 - i / 300.0, i % 3));
        }
        assertThat(painted(100, 100, many.toArray(Detection[]::new)).getWidth()).isEqualTo(100);
    }

    @Test
    void lines_and_letters_grow_with_the_photo() {
        PictureScale small = PictureScale.of(640, 480, 3);
        PictureScale large = PictureScale.of(6400, 4800, 3);
        assertThat(large.stroke()).isGreaterThan(7 * small.stroke());
        assertThat(large.text().scale())
                .isBetween(9.9 * small.text().scale(), 10.1 * small.text().scale());
        assertThat(PictureScale.of(640, 480, 300).text().scale())
                .isLessThan(small.text().scale());
    }

    @Test
    void a_name_is_cut_to_the_room_that_there_is_and_the_score_stays() {
        assertThat(LabelText.fitting("refrigerator", 0.876, LETTERS, 500)).contains("refrigerator 0.88");
        int room = LETTERS.extentOf("refri.. 0.88").width();
        assertThat(LabelText.fitting("refrigerator", 0.876, LETTERS, room)).contains("refri.. 0.88");
        assertThat(LabelText.fitting(
                        "refrigerator", 0.876, LETTERS, LETTERS.extentOf("0.88").width()))
                .contains("0.88");
        assertThat(LabelText.fitting("refrigerator", 0.876, LETTERS, 3)).isEmpty();
        assertThat(LabelText.fitting("x".repeat(1000), 1, LETTERS, 10_000)).contains("x".repeat(60) + ".. 1.00");
    }

    @Test
    void without_a_score_a_label_is_the_name_alone() throws IOException {
        assertThat(LabelText.fitting("refrigerator", LETTERS, 500)).contains("refrigerator");
        int room = LETTERS.extentOf("refri..").width();
        assertThat(LabelText.fitting("refrigerator", LETTERS, room)).contains("refri..");
        assertThat(LabelText.fitting("refrigerator", LETTERS, 3)).isEmpty();
        Detection one = new Detection(10, 40, 190, 90, 0.9, 0);
        int label = widthOfLabel(painted(new DetectionPainter(NAMES), 200, 100, one));
        int name = widthOfLabel(painted(new DetectionPainter(NAMES).withoutScores(), 200, 100, one));
        assertThat(name).isBetween(10, label - 20);
    }

    /** Px that are not white in a row of the label above the box. */
    private static int widthOfLabel(BufferedImage painted) {
        return (int) IntStream.range(0, 200)
                .filter(x -> painted.getRGB(x, 37) != 0xffffffff)
                .count();
    }

    private static BufferedImage painted(int width, int height, Detection... detections) throws IOException {
        return painted(new DetectionPainter(NAMES), width, height, detections);
    }

    private static BufferedImage painted(DetectionPainter painter, int width, int height, Detection... detections)
            throws IOException {
        byte[] bgr = new byte[3 * width * height];
        Arrays.fill(bgr, (byte) 255);
        try (Picture photo = Picture.of(bgr, width, height)) {
            return ImageIO.read(new ByteArrayInputStream(painter.paint(photo, List.of(detections), ImageFormat.PNG)));
        }
    }

    private static int rgb(Colour colour) {
        return 0xff000000 | colour.red() << 16 | colour.green() << 8 | colour.blue();
    }
}
