package dev.octet.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.images.Preprocess;
import dev.octet.runner.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The 128 photos on their canvases against figures of the official code with Python's OpenCV, see src/test/python: where
 * each lies, and 16 pixels. {@link LetterboxPixelsTest} compares all.
 */
@Tag("shared")
class OfficialLetterboxTest {

    private static final int PAD = 114;
    private static final int PHOTOS = 128;

    @ParameterizedTest
    @CsvSource({"yolo, 320, 320", "yolo, 640, 384", "yolo-fixed, 320, 320", "yolo-fixed, 640, 640"})
    void every_photo_lies_where_the_official_code_puts_it_and_looks_the_same(String preset, int width, int height)
            throws IOException {
        Letterbox letterbox = Preprocess.named(preset, width, height).withLevels();
        List<String[]> expected = cases(preset, width, height);
        assertThat(expected).hasSize(PHOTOS);
        ImageFolder photos = ImageFolder.at(SharedData.path("data/coco128/images"));
        try (ImageLoader loader = ImageLoader.open(photos, letterbox, LoaderOptions.defaults())) {
            loader.forEach(photo -> compare(photo, letterbox, expected.get(photo.index())));
            assertThat(loader.badImages()).isEmpty();
        }
    }

    private static void compare(PreparedImage photo, Letterbox letterbox, String[] expected) {
        assertThat(photo.file().getFileName()).hasToString(expected[3]);
        int width = Integer.parseInt(expected[4]);
        int height = Integer.parseInt(expected[5]);
        int left = Integer.parseInt(expected[6]);
        int top = Integer.parseInt(expected[7]);
        int plane = letterbox.width() * letterbox.height();
        FloatBuffer chw = photo.chw();
        int wrong = 0;
        for (int at = 0; at < plane; at++) {
            int x = at % letterbox.width() - left;
            int y = at / letterbox.width() - top;
            boolean outside = x < 0 || y < 0 || x >= width || y >= height;
            for (int c = 0; outside && c < 3; c++) {
                wrong += chw.get(c * plane + at) == PAD ? 0 : 1;
            }
        }
        assertThat(wrong).as("px of the padding of " + expected[3]).isZero();
        List<int[]> points = points(width, height);
        for (int i = 0; i < points.size(); i++) {
            int at = (top + points.get(i)[1]) * letterbox.width() + left + points.get(i)[0];
            for (int c = 0; c < 3; c++) {
                int level = Integer.parseInt(expected[8].substring(6 * i + 2 * c, 6 * i + 2 * c + 2), 16);
                assertThat((double) Math.abs(chw.get(c * plane + at) - level))
                        .as("%s, pixel %d, %d, plane %d", expected[3], points.get(i)[0], points.get(i)[1], c)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    /** The places that letterbox_cases.py looks at. */
    private static List<int[]> points(int width, int height) {
        List<int[]> found = new ArrayList<>(List.of(
                new int[] {0, 0}, new int[] {width - 1, 0}, new int[] {0, height - 1}, new int[] {width - 1, height - 1
                }));
        long state = width * 7919L + height;
        while (found.size() < 16) {
            state = (state * 1_103_515_245L + 12_345) % (1L << 31);
            int x = (int) (state / 16 % width);
            state = (state * 1_103_515_245L + 12_345) % (1L << 31);
            found.add(new int[] {x, (int) (state / 16 % height)});
        }
        return found;
    }

    private static List<String[]> cases(String preset, int width, int height) throws IOException {
        String start = preset + " " + width + " " + height + " ";
        try (InputStream stream = OfficialLetterboxTest.class.getResourceAsStream("letterbox_cases.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith(start))
                    .map(line -> line.split(" "))
                    .toList();
        }
    }
}
