package dev.octet.bindings.opencv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.MustBeClosed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DrawingTest {

    private static final Colour RED = new Colour(250, 20, 10);
    private static final int RED_RGB = 0xfffa140a;
    private static final int WHITE_RGB = 0xffffffff;

    @Test
    void an_outline_lies_on_the_outermost_pixels_of_its_box() throws IOException {
        BufferedImage drawn = drawn(20, 10, drawing -> drawing.outline(new PixelBox(3, 2, 9, 7), RED, 1));
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 20; x++) {
                boolean inside = x >= 3 && x < 9 && y >= 2 && y < 7;
                boolean edge = inside && (x == 3 || x == 8 || y == 2 || y == 6);
                assertThat(drawn.getRGB(x, y)).as(x + ", " + y).isEqualTo(edge ? RED_RGB : WHITE_RGB);
            }
        }
    }

    @Test
    void a_box_is_filled_to_its_last_pixel_and_no_further() throws IOException {
        BufferedImage drawn = drawn(8, 8, drawing -> drawing.fill(PixelBox.at(2, 3, 4, 2), RED));
        assertThat(drawn.getRGB(2, 3)).isEqualTo(RED_RGB);
        assertThat(drawn.getRGB(5, 4)).isEqualTo(RED_RGB);
        assertThat(drawn.getRGB(6, 4)).isEqualTo(WHITE_RGB);
        assertThat(drawn.getRGB(5, 5)).isEqualTo(WHITE_RGB);
    }

    @Test
    void what_lies_outside_the_picture_is_not_drawn() throws IOException {
        BufferedImage drawn = drawn(4, 4, drawing -> {
            drawing.outline(new PixelBox(-50, -50, 60, 60), RED, 3);
            drawing.fill(new PixelBox(2, 2, 90, 90), RED);
            drawing.text("far away", 100, 100, new TextStyle(1, 2), RED);
        });
        assertThat(drawn.getRGB(0, 0)).isEqualTo(WHITE_RGB);
        assertThat(drawn.getRGB(3, 3)).isEqualTo(RED_RGB);
    }

    @Test
    void text_stays_in_the_room_that_it_says_it_takes() throws IOException {
        TextStyle style = new TextStyle(0.7, 2);
        String text = "Ajgy|{}@ 0.87";
        TextStyle.Extent extent = style.extentOf(text);
        BufferedImage drawn = drawn(300, 100, drawing -> drawing.text(text, 20, 60, style, Colour.BLACK));
        int dark = 0;
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 300; x++) {
                boolean room = x >= 19
                        && x <= 20 + extent.width()
                        && y >= 60 - extent.ascent() - 2
                        && y <= 60 + extent.descent();
                boolean isDark = (drawn.getRGB(x, y) & 0xff) < 128;
                assertThat(isDark && !room).as(x + ", " + y).isFalse();
                dark += isDark ? 1 : 0;
            }
        }
        assertThat(dark).isGreaterThan(200);
    }

    @Test
    void letters_that_the_font_does_not_have_are_question_marks_one_for_each_character() {
        assertThat(TextStyle.drawable("caf\u00e9 \u732b \ud83d\ude00\n~</script>"))
                .isEqualTo("caf? ? ??~</script>");
    }

    @Test
    void the_picture_below_stays_as_it_is() {
        try (Picture picture = white(4, 4)) {
            byte[] before = picture.encode(ImageFormat.PNG);
            try (Drawing drawing = Drawing.on(picture)) {
                drawing.fill(PixelBox.at(0, 0, 4, 4), RED);
                assertThat(drawing.encode(ImageFormat.PNG)).isNotEqualTo(before);
            }
            assertThat(picture.encode(ImageFormat.PNG)).isEqualTo(before);
        }
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker") // closed twice here on purpose
    void a_closed_drawing_says_so() {
        try (Picture picture = white(4, 4)) {
            Drawing drawing = Drawing.on(picture);
            drawing.close();
            drawing.close();
            assertThatThrownBy(drawing::width)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Drawing is closed");
        }
    }

    @Test
    void impossible_values_are_refused() {
        assertThatThrownBy(() -> new Colour(0, 256, 0)).hasMessage("red 0, green 256, blue 0 must all be 0 to 255");
        assertThatThrownBy(() -> new PixelBox(3, 0, 3, 1))
                .hasMessage("left 3 must be less than right 3, top 0 less than bottom 1");
        assertThatThrownBy(() -> new TextStyle(0, 1))
                .hasMessage("scale 0.0 must be more than 0 and less than 1000, stroke 1 at least 1");
    }

    @Test
    void contrast_is_that_of_wcag() {
        assertThat(Colour.BLACK.contrast(Colour.WHITE)).isEqualTo(21);
        assertThat(new Colour(119, 119, 119).contrast(Colour.WHITE)).isBetween(4.47, 4.49);
    }

    private static BufferedImage drawn(int width, int height, Consumer<Drawing> steps) throws IOException {
        try (Picture picture = white(width, height);
                Drawing drawing = Drawing.on(picture)) {
            steps.accept(drawing);
            return ImageIO.read(new ByteArrayInputStream(drawing.encode(ImageFormat.PNG)));
        }
    }

    @MustBeClosed
    private static Picture white(int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        Arrays.fill(bgr, (byte) 255);
        return Picture.of(bgr, width, height);
    }
}
