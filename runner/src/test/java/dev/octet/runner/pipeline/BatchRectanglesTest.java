package dev.octet.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.opencv.Orientation;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.runner.SharedData;
import dev.octet.runner.detect.InputSize;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchRectanglesTest {

    private static SortedMap<Integer, InputSize> placed(InputSize... pictures) {
        SortedMap<Integer, InputSize> placed = new TreeMap<>();
        for (InputSize picture : pictures) {
            placed.put(placed.size(), picture);
        }
        return placed;
    }

    /** Height is ceil(0.75 * 640 / 32 + 0.5) * 32, width ceil(640 / 32 + 0.5) * 32. */
    @Test
    void the_canvas_is_that_of_the_squarest_picture() {
        assertThat(BatchRectangles.of(placed(new InputSize(640, 480), new InputSize(640, 320)), 640, 32))
                .containsExactly(new BatchRectangles.Batch(new InputSize(672, 512), List.of(1, 0)));
        assertThat(BatchRectangles.of(placed(new InputSize(480, 640), new InputSize(320, 640)), 640, 32))
                .containsExactly(new BatchRectangles.Batch(new InputSize(512, 672), List.of(0, 1)));
    }

    @Test
    void pictures_of_both_kinds_have_a_square() {
        assertThat(BatchRectangles.of(placed(new InputSize(480, 640), new InputSize(640, 480)), 1280, 64))
                .containsExactly(new BatchRectangles.Batch(new InputSize(1344, 1344), List.of(1, 0)));
    }

    @Test
    void a_batch_has_at_most_32_pictures_and_equal_ones_keep_their_order() {
        List<BatchRectangles.Batch> batches = BatchRectangles.of(
                placed(Collections.nCopies(33, new InputSize(640, 480)).toArray(InputSize[]::new)), 640, 32);
        assertThat(batches).hasSize(2);
        assertThat(batches.get(0).places()).hasSize(32).isSorted();
        assertThat(batches.get(1).places()).containsExactly(32);
    }

    @Test
    void a_picture_without_a_size_changes_no_canvas_and_no_place() {
        SortedMap<Integer, InputSize> pictures =
                placed(new InputSize(640, 320), new InputSize(1, 1), new InputSize(640, 480));
        pictures.remove(1);
        assertThat(BatchRectangles.of(pictures, 640, 32))
                .containsExactly(new BatchRectangles.Batch(new InputSize(672, 512), List.of(0, 2)));
    }

    @Test
    void no_pictures_need_no_batch() {
        assertThat(BatchRectangles.of(placed(), 640, 32)).isEmpty();
    }

    /** Worked out with numpy by the official lines; also the first photo of each batch. */
    @ParameterizedTest
    @CsvSource({
        "640, 32, '672x448, 672x512, 672x672, 608x672'",
        "320, 32, '352x256, 352x256, 352x352, 320x352'",
        "1280, 64, '1344x896, 1344x1024, 1344x1344, 1216x1344'"
    })
    @Tag("shared")
    void canvases_of_the_photos_are_the_official_ones(int side, int stride, String canvases) {
        ImageFolder photos = ImageFolder.at(SharedData.path("data/coco128/images"));
        List<BatchRectangles.Batch> batches =
                BatchRectangles.of(RectangleDetection.sizes(photos, Orientation.UPRIGHT), side, stride);
        assertThat(batches.stream().map(batch -> batch.canvas().toString())).containsExactly(canvases.split(", "));
        assertThat(batches.stream()
                        .map(batch ->
                                photos.nameOf(photos.files().get(batch.places().get(0)))))
                .containsExactly("000000000357.jpg", "000000000650.jpg", "000000000438.jpg", "000000000263.jpg");
    }
}
