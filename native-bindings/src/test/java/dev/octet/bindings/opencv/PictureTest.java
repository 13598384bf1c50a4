package dev.octet.bindings.opencv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PictureTest {

    private static final DecodeLimits LIMITS = DecodeLimits.defaults();
    private static final PixelLayout RAW_BGR =
            PixelLayout.of(ColourOrder.BGR, 114, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"PNG", "BMP"})
    void lossless_formats_come_back_as_they_were(ImageFormat format) {
        try (Picture picture = Picture.decode(Samples.encoded(format), LIMITS, Orientation.UPRIGHT)) {
            assertThat(picture.width()).isEqualTo(24);
            assertThat(picture.height()).isEqualTo(16);
            FloatBuffer chw = buffer(24, 16);
            picture.copyTo(chw, RAW_BGR, 24, 16, 0, 0);
            byte[] bgr = Samples.quarters();
            for (int i = 0; i < 24 * 16; i++) {
                for (int plane = 0; plane < 3; plane++) {
                    assertThat(chw.get(plane * 24 * 16 + i)).isEqualTo(bgr[i * 3 + plane] & 0xff);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"JPEG", "WEBP"})
    void lossy_formats_come_back_nearly_as_they_were(ImageFormat format) {
        try (Picture picture = Picture.decode(Samples.encoded(format), LIMITS, Orientation.UPRIGHT)) {
            assertThat(pixel(picture, 3, 3)).isEqualTo("near 40 60");
            assertThat(pixel(picture, 20, 12)).isEqualTo("near 200 220");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 24, 16, near 40 60, near 200 60",
        "2, 24, 16, near 200 60, near 40 60",
        "3, 24, 16, near 200 220, near 40 220",
        "4, 24, 16, near 40 220, near 200 220",
        "5, 16, 24, near 40 60, near 40 220",
        "6, 16, 24, near 40 220, near 40 60",
        "7, 16, 24, near 200 220, near 200 60",
        "8, 16, 24, near 200 60, near 200 220"
    })
    void exif_orientation_is_undone(int orientation, int width, int height, String topLeft, String topRight) {
        byte[] jpeg = Samples.withOrientation(Samples.encoded(ImageFormat.JPEG), orientation);

        assertThat(ImageHeader.read(jpeg)).isEqualTo(new ImageHeader(ImageFormat.JPEG, 24, 16, orientation));
        try (Picture picture = Picture.decode(jpeg, LIMITS, Orientation.UPRIGHT)) {
            assertThat(picture.width()).isEqualTo(width);
            assertThat(picture.height()).isEqualTo(height);
            assertThat(pixel(picture, 2, 2)).isEqualTo(topLeft);
            assertThat(pixel(picture, width - 3, 2)).isEqualTo(topRight);
        }
    }

    @Test
    void as_stored_ignores_the_orientation() {
        byte[] jpeg = Samples.withOrientation(Samples.encoded(ImageFormat.JPEG), 6);
        try (Picture picture = Picture.decode(jpeg, LIMITS, Orientation.AS_STORED)) {
            assertThat(picture.width()).isEqualTo(24);
            assertThat(pixel(picture, 2, 2)).isEqualTo("near 40 60");
        }
    }

    @Test
    void bomb_is_refused_before_it_is_decoded() {
        refused(
                Samples.pngClaiming(30_000, 30_000),
                LIMITS,
                "it is 30000 x 30000 = 900000000 pixels, over the limit of 64000000");
    }

    @Test
    void too_many_bytes_are_refused() {
        refused(new byte[1001], new DecodeLimits(100, 1000), "it has 1001 bytes, over the limit of 1000");
    }

    @Test
    void empty_file_is_refused() {
        refused(new byte[0], LIMITS, "the file is empty");
    }

    @Test
    void other_formats_are_refused_by_their_first_bytes() {
        byte[] tiff = {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] jpeg2000 = {0, 0, 0, 12, 'j', 'P', ' ', ' ', '\r', '\n', (byte) 0x87, '\n', 0};
        byte[] openExr = {0x76, 0x2f, 0x31, 0x01, 2, 0, 0, 0, 0, 0, 0, 0, 0};
        for (byte[] other : List.of(tiff, jpeg2000, openExr, "P6 1 1 255 abc".getBytes(), "GIF89a      ".getBytes())) {
            refused(other, LIMITS, "it is not a JPEG, PNG, BMP or WebP image");
        }
    }

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void every_cut_of_a_picture_is_refused(ImageFormat format) {
        byte[] whole = Samples.encoded(format);
        for (int length = 1; length < whole.length - 4; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() ->
                            Picture.decode(cut, LIMITS, Orientation.UPRIGHT).close())
                    .isInstanceOf(ToolkitException.class)
                    .extracting(e -> ((ToolkitException) e).kind())
                    .isEqualTo(FailureKind.BAD_INPUT);
        }
        refused(
                Arrays.copyOf(whole, whole.length / 2),
                LIMITS,
                "the " + format + " is cut off after " + whole.length / 2 + " bytes");
    }

    @Test
    void jpeg_without_its_end_marker_is_refused() {
        byte[] whole = Samples.encoded(ImageFormat.JPEG);
        byte[] cut = Arrays.copyOf(whole, whole.length - 2);
        refused(cut, LIMITS, "the JPEG is cut off after " + cut.length + " bytes");
    }

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void damaged_bytes_decode_or_are_refused_but_never_anything_else(ImageFormat format) {
        byte[] whole = Samples.encoded(format);
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = whole.clone();
            for (int i = 0; i < 4; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try (Picture picture = Picture.decode(bytes, LIMITS, Orientation.UPRIGHT)) {
                assertThat(picture.width()).isPositive();
            } catch (ToolkitException e) {
                assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT);
            }
        }
    }

    @Test
    void random_bytes_are_refused() {
        byte[] bytes = new byte[1000];
        new Random(3).nextBytes(bytes);
        refused(bytes, LIMITS, "it is not a JPEG, PNG, BMP or WebP image");
    }

    @Test
    void tensor_has_planes_in_order_scaled_and_padded() {
        byte[] bgr = {10, 20, 30, 40, 50, 60};
        PixelLayout layout =
                PixelLayout.of(ColourOrder.RGB, 114, 1.0 / 255, List.of(0.5, 0.25, 0.0), List.of(2.0, 1.0, 0.5));
        FloatBuffer chw = buffer(4, 2);
        try (Picture picture = Picture.of(bgr, 2, 1)) {
            picture.copyTo(chw, layout, 4, 2, 1, 1);
        }
        float r = (float) ((114 / 255.0 - 0.5) / 2);
        float g = (float) (114 / 255.0 - 0.25);
        float b = (float) (114 / 255.0 / 0.5);
        float[] expected = {
            r, r, r, r, r, (float) ((30 / 255.0 - 0.5) / 2), (float) ((60 / 255.0 - 0.5) / 2), r,
            g, g, g, g, g, (float) (20 / 255.0 - 0.25), (float) (50 / 255.0 - 0.25), g,
            b, b, b, b, b, (float) (10 / 255.0 / 0.5), (float) (40 / 255.0 / 0.5), b
        };
        float[] actual = new float[24];
        chw.get(actual);
        assertThat(actual).containsExactly(expected, within(1e-7f));
    }

    @Test
    void unit_values_are_those_of_a_float_division_by_255() {
        for (int level = 0; level < 256; level++) {
            assertThat(PixelLayout.unitRgb().value(0, level)).isEqualTo(level / 255f);
        }
    }

    @Test
    void resizing_leaves_the_original_alone() {
        try (Picture picture = Picture.of(Samples.quarters(), 24, 16);
                Picture half = picture.resized(12, 8, Interpolation.AREA)) {
            assertThat(picture.width()).isEqualTo(24);
            assertThat(half.width()).isEqualTo(12);
            assertThat(pixel(half, 10, 6)).isEqualTo("near 200 220");
        }
    }

    @Test
    void picture_outside_the_canvas_is_refused() {
        try (Picture picture = Picture.of(Samples.quarters(), 24, 16)) {
            assertThatThrownBy(() -> picture.copyTo(buffer(24, 16), RAW_BGR, 24, 16, 1, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a picture of 24 x 16 at 1, 0 does not lie inside a canvas of 24 x 16");
        }
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker")
    void use_after_close_names_the_type() {
        Picture picture = Picture.of(Samples.quarters(), 24, 16);
        picture.close();
        picture.close();
        assertThatThrownBy(picture::width)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Picture is closed");
    }

    @Test
    void library_tells_its_version() {
        assertThat(OpenCv.library().isAvailable()).isTrue();
        assertThat(OpenCv.library().version()).isEqualTo("4.13.0");
    }

    private static void refused(byte[] bytes, DecodeLimits limits, String message) {
        assertThatThrownBy(
                        () -> Picture.decode(bytes, limits, Orientation.UPRIGHT).close())
                .isInstanceOf(ToolkitException.class)
                .hasMessage(message);
    }

    /** Blue and green of a pixel, rounded to the levels that the sample has. */
    private static String pixel(Picture picture, int x, int y) {
        FloatBuffer chw = buffer(picture.width(), picture.height());
        picture.copyTo(chw, RAW_BGR, picture.width(), picture.height(), 0, 0);
        int at = y * picture.width() + x;
        int blue = Math.round(chw.get(at));
        int green = Math.round(chw.get(picture.width() * picture.height() + at));
        return "near " + nearest(blue, 40, 200) + " " + nearest(green, 60, 220);
    }

    private static int nearest(int value, int low, int high) {
        if (Math.abs(value - low) < 12) {
            return low;
        }
        return Math.abs(value - high) < 12 ? high : value;
    }

    private static FloatBuffer buffer(int width, int height) {
        return ByteBuffer.allocateDirect(12 * width * height)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
