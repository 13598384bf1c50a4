package dev.octet.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Picture;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.BadImagePolicy;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.TinyNetworks;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.detect.InputSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RectangleDetectionTest {

    private final OnnxModel model = TinyNetworks.rawOfOpenSize(4, 8, 16, 32).build();

    @TempDir
    private Path folder;

    private void picture(String name, int width, int height) throws IOException {
        byte[] bgr = new byte[3 * width * height];
        SplittableRandom random = new SplittableRandom(width * 1000L + height);
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) random.nextInt(256);
        }
        try (Picture picture = Picture.of(bgr, width, height)) {
            Files.write(folder.resolve(name), picture.encode(ImageFormat.PNG));
        }
    }

    private DetectorFace face(InputSize size) {
        return DetectorFace.of(model, HeadChoice.automatic(), Optional.of(size));
    }

    private RectangleDetection detection() {
        return RectangleDetection.of(new OnnxDetector(model), face(new InputSize(64, 64)), this::face);
    }

    /** What it finds in all images, in the order that it says so. */
    private Map<Integer, List<Detection>> found() {
        Map<Integer, List<Detection>> found = new LinkedHashMap<>();
        detection().run(ImageFolder.at(folder), LoaderOptions.defaults(), found::put, ProgressListener.none());
        return found;
    }

    /** The squarest picture is twice as wide as high: 96 x 64 px. */
    @Test
    void images_are_seen_on_the_canvas_of_their_batch_and_given_in_their_own_order() throws IOException {
        picture("a.png", 64, 32);
        picture("b.png", 128, 32);
        picture("c.png", 96, 32);
        Map<Integer, List<Detection>> found = found();
        assertThat(found.keySet()).containsExactly(0, 1, 2);
        DetectorFace canvas = face(new InputSize(96, 64));
        DetectionHead head = canvas.requireHead();
        List<List<Detection>> expected = new ArrayList<>();
        new DetectionPipeline(
                        model, canvas, head, Letterbox.yoloFixed(64, 64).withSize(96, 64), head.evaluationSettings())
                .run(
                        ImageFolder.at(folder),
                        LoaderOptions.defaults(),
                        (index, detections) -> expected.add(detections),
                        ProgressListener.none());
        assertThat(expected)
                .hasSize(3)
                .allSatisfy(detections -> assertThat(detections).isNotEmpty());
        assertThat(new ArrayList<>(found.values())).isEqualTo(expected);
    }

    /** Counted as a square it would give all of them a canvas of 96 x 96 px. */
    @Test
    void a_bad_image_changes_nothing_for_the_others() throws IOException {
        picture("a.png", 64, 32);
        picture("c.png", 96, 32);
        Map<Integer, List<Detection>> without = found();
        assertThat(without.keySet()).containsExactly(0, 1);
        Files.writeString(folder.resolve("b.png"), "junk");
        Map<Integer, List<Detection>> with = found();
        assertThat(with.keySet()).containsExactly(0, 2);
        assertThat(with.get(0)).isNotEmpty().isEqualTo(without.get(0));
        assertThat(with.get(2)).isNotEmpty().isEqualTo(without.get(1));
    }

    @Test
    void images_in_several_batches_are_given_in_their_own_order_and_so_are_bad_ones() throws IOException {
        List<Integer> good = new ArrayList<>();
        for (int i = 10; i < 50; i++) {
            if (i == 20 || i == 30) {
                continue;
            }
            picture(i + ".png", 64, i % 2 == 0 ? 64 : 32);
            good.add(i - 10);
        }
        // Its size is known, so that it is found in a batch, after the one whose size is not.
        byte[] whole = Files.readAllBytes(folder.resolve("11.png"));
        Arrays.fill(whole, 50, whole.length - 12, (byte) 0);
        Files.write(folder.resolve("20.png"), whole);
        Files.writeString(folder.resolve("30.png"), "junk");
        List<Integer> order = new ArrayList<>();
        List<BadImage> bad = detection()
                .run(
                        ImageFolder.at(folder),
                        LoaderOptions.defaults().withBadImages(BadImagePolicy.atMost(2)),
                        (index, detections) -> order.add(index),
                        ProgressListener.none());
        assertThat(order).isEqualTo(good);
        assertThat(bad.stream().map(one -> String.valueOf(one.file().getFileName())))
                .containsExactly("20.png", "30.png");
    }

    @Test
    void a_folder_of_bad_images_alone_is_refused() throws IOException {
        Files.writeString(folder.resolve("a.png"), "junk");
        Files.writeString(folder.resolve("b.png"), "");
        assertThatThrownBy(this::found)
                .isInstanceOf(ToolkitException.class)
                .hasMessageStartingWith("Too many images cannot be used: 2 of 2 so far, at most 1 may be bad. ");
    }

    @Test
    void bad_images_are_counted_over_all_batches() throws IOException {
        for (int i = 0; i < 40; i++) {
            picture(i + ".png", 64, 32);
        }
        Files.writeString(folder.resolve("bad.png"), "junk");
        List<Integer> seen = new ArrayList<>();
        List<Long> progress = new ArrayList<>();
        assertThat(detection()
                        .run(
                                ImageFolder.at(folder),
                                LoaderOptions.defaults(),
                                (index, detections) -> seen.add(index),
                                (done, total) -> progress.add(done)))
                .singleElement()
                .satisfies(bad -> assertThat(bad.reason()).isEqualTo("it is not a JPEG, PNG, BMP or WebP image"));
        assertThat(seen).hasSize(40).isSorted().doesNotHaveDuplicates();
        assertThat(progress).isSorted();
        Files.writeString(folder.resolve("worse.png"), "junk");
        assertThatThrownBy(() -> detection()
                        .run(
                                ImageFolder.at(folder),
                                LoaderOptions.defaults(),
                                (index, detections) -> {},
                                ProgressListener.none()))
                .isInstanceOf(ToolkitException.class)
                .hasMessageStartingWith("Too many images cannot be used: 2 of 42 so far, at most 1 may be bad. ");
    }

    @Test
    void a_model_of_one_size_is_refused() {
        OnnxModel fixed = TinyNetworks.raw(64, 4, 8, 16, 32).build();
        assertThatThrownBy(() -> RectangleDetection.of(new OnnxDetector(fixed), DetectorFace.of(fixed), this::face))
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        e -> assertThat(e.remedy())
                                .isEqualTo("Use --preprocess yolo-fixed, or export the model with dynamic height and"
                                        + " width."))
                .hasMessage("Preprocessing yolo-rect gives each batch of images a size of its own, model network.onnx"
                        + " takes images of 64x64 px only.");
    }
}
