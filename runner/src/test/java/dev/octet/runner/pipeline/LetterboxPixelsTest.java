package dev.octet.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.opencv.ColourOrder;
import dev.octet.bindings.opencv.Orientation;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.images.Preprocess;
import dev.octet.runner.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every pixel of all 128 photos on their canvases, padding included, against {@link OfficialLetterbox}. Both call one
 * OpenCV, so nothing may differ; what Python's OpenCV makes of the photos is in {@link OfficialLetterboxTest}.
 */
@Tag("shared")
class LetterboxPixelsTest {

    private static final int PHOTOS = 128;

    /** What the canvases of the batches are made for, px. */
    private static final int SIDE = 320;

    private static final int STRIDE = 32;

    /** Makes the expected canvas of a photo. */
    @FunctionalInterface
    private interface Official {
        OfficialLetterbox of(Path file) throws IOException;
    }

    @ParameterizedTest
    @CsvSource({"320, 320", "640, 384"})
    void yolo_is_the_official_letterbox(int width, int height) {
        assertThat(compared(
                        photos(), Letterbox.yolo(width, height), file -> OfficialLetterbox.yolo(file, width, height)))
                .isEqualTo(PHOTOS);
    }

    @ParameterizedTest
    @CsvSource({"320, 320", "320, 192"})
    void yolo_fixed_is_load_image_and_the_official_letterbox(int width, int height) {
        Letterbox letterbox = Preprocess.named("yolo-fixed", width, height);
        int side = Math.max(width, height);
        assertThat(compared(photos(), letterbox, file -> OfficialLetterbox.yoloTwice(file, side, width, height)))
                .isEqualTo(PHOTOS);
    }

    @Test
    void yolo_rect_is_the_same_on_the_canvas_of_each_batch() {
        ImageFolder photos = photos();
        List<BatchRectangles.Batch> batches =
                BatchRectangles.of(RectangleDetection.sizes(photos, Orientation.UPRIGHT), SIDE, STRIDE);
        assertThat(batches).hasSize(4);
        int compared = 0;
        for (BatchRectangles.Batch batch : batches) {
            int width = batch.canvas().width();
            int height = batch.canvas().height();
            compared += compared(
                    photos.chosen(batch.places()),
                    Letterbox.yoloFixed(SIDE, SIDE).withSize(width, height),
                    file -> OfficialLetterbox.yoloTwice(file, SIDE, width, height));
        }
        assertThat(compared).isEqualTo(PHOTOS);
    }

    @Test
    void yolox_is_the_official_preproc() {
        assertThat(compared(photos(), Letterbox.yolox(416, 416), file -> OfficialLetterbox.yolox(file, 416, 416)))
                .isEqualTo(PHOTOS);
    }

    private static ImageFolder photos() {
        return ImageFolder.at(SharedData.path("data/coco128/images"));
    }

    /** Compares all of these photos; returns how many. */
    private static int compared(ImageFolder photos, Letterbox letterbox, Official official) {
        Letterbox levels = letterbox.withLevels();
        int[] count = {0};
        try (ImageLoader loader = ImageLoader.open(photos, levels, LoaderOptions.defaults())) {
            loader.forEach(photo -> {
                compare(photo, levels, expected(official, photo.file()));
                count[0]++;
            });
            assertThat(loader.badImages()).isEmpty();
        }
        return count[0];
    }

    private static OfficialLetterbox expected(Official official, Path file) {
        try {
            return official.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(PreparedImage photo, Letterbox letterbox, OfficialLetterbox expected) {
        assertThat(List.of(expected.width(), expected.height()))
                .as("width and height of the canvas of %s", photo.file())
                .containsExactly(letterbox.width(), letterbox.height());
        byte[] bgr = expected.bgr();
        int plane = expected.width() * expected.height();
        int first = letterbox.colour() == ColourOrder.BGR ? 0 : 2;
        float[] chw = new float[3 * plane];
        photo.chw().get(0, chw);
        int wrong = 0;
        for (int c = 0; c < 3; c++) {
            int channel = Math.abs(first - c);
            for (int at = 0; at < plane; at++) {
                wrong += chw[c * plane + at] == (bgr[3 * at + channel] & 0xff) ? 0 : 1;
            }
        }
        assertThat(wrong).as("levels of %s that differ", photo.file()).isZero();
    }
}
