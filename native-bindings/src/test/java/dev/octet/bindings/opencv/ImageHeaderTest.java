package dev.octet.bindings.opencv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageHeaderTest {

    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("picture"), bytes);
    }

    /** Noise, whose file is large in every format. */
    private static byte[] large(ImageFormat format) {
        byte[] bgr = new byte[3 * 640 * 480];
        new Random(5).nextBytes(bgr);
        try (Picture picture = Picture.of(bgr, 640, 480)) {
            return picture.encode(format);
        }
    }

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void a_peek_tells_what_the_whole_file_does_and_reads_little(ImageFormat format) throws IOException {
        byte[] bytes = large(format);
        assertThat(bytes).hasSizeGreaterThan(100_000);
        ImageHeader whole = ImageHeader.read(bytes);
        assertThat(whole).isEqualTo(new ImageHeader(format, 640, 480, 1));
        assertThat(ImageHeader.peek(file(bytes))).isEqualTo(whole);
        try (FileWindow window = FileWindow.of(folder.resolve("picture"))) {
            assertThat(ImageHeader.read(window, false)).isEqualTo(whole);
            // The walk over a PNG meets a part every 8 KiB, of the others there are few.
            assertThat(window.bytesRead()).isLessThan(format == ImageFormat.PNG ? bytes.length / 4 : 4096);
        }
    }

    @Test
    void a_peek_finds_the_orientation_of_a_jpeg() throws IOException {
        byte[] turned = Samples.withOrientation(large(ImageFormat.JPEG), 6);
        assertThat(ImageHeader.peek(file(turned))).isEqualTo(new ImageHeader(ImageFormat.JPEG, 640, 480, 6));
    }

    @Test
    void a_peek_finds_the_orientation_of_a_png_behind_its_pixels() throws IOException {
        byte[] turned = Samples.withOrientationAtTheEnd(large(ImageFormat.PNG), 8);
        assertThat(ImageHeader.read(turned)).isEqualTo(new ImageHeader(ImageFormat.PNG, 640, 480, 8));
        assertThat(ImageHeader.peek(file(turned))).isEqualTo(new ImageHeader(ImageFormat.PNG, 640, 480, 8));
    }

    @Test
    void an_orientation_behind_the_pixels_of_a_jpeg_does_not_count() throws IOException {
        byte[] plain = Samples.encoded(ImageFormat.JPEG);
        byte[] block = Arrays.copyOfRange(Samples.withOrientation(plain, 6), 2, 38);
        byte[] late = Arrays.copyOf(plain, plain.length + block.length);
        System.arraycopy(block, 0, late, plain.length - 2, block.length);
        System.arraycopy(plain, plain.length - 2, late, late.length - 2, 2);
        assertThat(ImageHeader.read(late).orientation()).isEqualTo(1);
        assertThat(ImageHeader.peek(file(late)).orientation()).isEqualTo(1);
    }

    @Test
    void a_peek_does_not_see_that_the_pixels_of_a_jpeg_are_cut_off() throws IOException {
        byte[] cut = Arrays.copyOf(large(ImageFormat.JPEG), 5000);
        assertThat(ImageHeader.peek(file(cut))).isEqualTo(new ImageHeader(ImageFormat.JPEG, 640, 480, 1));
        refused(() -> ImageHeader.read(cut), "the JPEG is cut off after 5000 bytes");
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"PNG", "BMP", "WEBP"})
    void a_peek_sees_that_other_formats_are_cut_off(ImageFormat format) throws IOException {
        Path cut = file(Arrays.copyOf(large(format), 5000));
        refused(() -> ImageHeader.peek(cut), "the " + format + " is cut off after 5000 bytes");
    }

    @Test
    void a_peek_at_something_else_is_refused() throws IOException {
        Path picture = file(new byte[0]);
        refused(() -> ImageHeader.peek(picture), "the file is empty");
        Files.writeString(picture, "BM");
        refused(() -> ImageHeader.peek(picture), "the BMP is cut off after 2 bytes");
        Files.writeString(picture, "junk");
        refused(() -> ImageHeader.peek(picture), "it is not a JPEG, PNG, BMP or WebP image");
        assertThatThrownBy(() -> ImageHeader.peek(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_file_that_becomes_shorter_is_said_so() throws IOException {
        Path picture = file(large(ImageFormat.PNG));
        try (FileWindow window = FileWindow.of(picture)) {
            Files.write(picture, new byte[10]);
            assertThatThrownBy(() -> window.at(5000)).hasMessageEndingWith("it became shorter while it was read");
        }
    }

    @FunctionalInterface
    private interface Reading {
        ImageHeader read() throws IOException;
    }

    private static void refused(Reading reading, String message) {
        assertThatThrownBy(reading::read)
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT))
                .hasMessage(message);
    }
}
