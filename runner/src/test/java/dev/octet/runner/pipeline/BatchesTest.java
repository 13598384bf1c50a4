package dev.octet.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.FixedDetector;
import dev.octet.runner.TestPhotos;
import dev.octet.runner.TinyNetworks;
import dev.octet.runner.detect.Detection;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.detect.InputSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several images in one run of the model give what they give one by one. */
class BatchesTest {

    private static final DetectionSettings SETTINGS = new DetectionSettings(0.01, 0.5, 30_000, 300, true);

    private static final FixedDetector DETECTOR =
            FixedDetector.of(3).finding(1, 0.9, 2, 3, 10, 12).finding(2, 0.6, 16, 16, 30, 31);

    @TempDir
    private Path folder;

    @BeforeEach
    void seven_photos_of_which_one_is_bad() throws IOException {
        for (int i = 0; i < 7; i++) {
            TestPhotos.write(folder.resolve(i + ".png"), 32 + i, 32, 250 - 30 * i, ImageFormat.PNG);
        }
        Files.writeString(folder.resolve("3.png"), "junk");
    }

    @Test
    void a_grid_of_open_batch() {
        OnnxModel model = DETECTOR.grid(-1).build();
        List<FoundInImage> single = detect(model, 1);
        assertThat(single).extracting(FoundInImage::index).containsExactly(0, 1, 2, 4, 5, 6);
        assertThat(single).allMatch(found -> found.detections().size() == 2);
        assertThat(scores(single)).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Double.compare(b, a));
        for (int batch : List.of(2, 3, 4, 6, 100)) {
            assertThat(detect(model, batch)).as("batch " + batch).isEqualTo(single);
        }
    }

    @Test
    void bytes_with_the_channels_last() {
        OnnxModel model = DETECTOR.gridOfBytes().build();
        List<FoundInImage> single = detect(model, 1);
        assertThat(scores(single)).doesNotHaveDuplicates();
        assertThat(detect(model, 4)).isEqualTo(single);
        assertThat(scores(detect(DETECTOR.grid(-1).build(), 1)).get(0))
                .isEqualTo(scores(single).get(0));
    }

    @Test
    void raw_heads_of_open_batch_and_size() {
        OnnxModel model = TinyNetworks.rawOfOpenSize(4, 8, 16, 32).build();
        List<FoundInImage> single = detect(model, 1);
        List<FoundInImage> together = detect(model, 4);
        assertThat(single.stream().mapToInt(found -> found.detections().size()).sum())
                .isGreaterThan(60);
        assertThat(together).hasSameSizeAs(single);
        for (int i = 0; i < single.size(); i++) {
            List<Detection> expected = single.get(i).detections();
            List<Detection> seen = together.get(i).detections();
            assertThat(seen).hasSameSizeAs(expected);
            for (int k = 0; k < expected.size(); k++) {
                assertThat(seen.get(k).classIndex()).isEqualTo(expected.get(k).classIndex());
                assertThat(Math.abs(seen.get(k).score() - expected.get(k).score()))
                        .isLessThan(1e-6);
                assertThat(Math.abs(seen.get(k).x0() - expected.get(k).x0())).isLessThan(1e-3);
            }
        }
    }

    @Test
    void a_model_for_one_image_refuses_more() {
        assertThatThrownBy(() -> detect(DETECTOR.grid().build(), 4))
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        e -> assertThat(e.remedy())
                                .isEqualTo("Leave --batch out, or export the model with a dynamic batch."))
                .hasMessage("Model network.onnx takes 1 image at a time, --batch asks for 4.");
        assertThat(detect(DETECTOR.grid().build(), 1)).hasSize(6);
    }

    @Test
    void more_images_than_one_tensor_can_hold_are_refused() {
        OnnxModel model = TinyNetworks.rawOfOpenSize(4, 8, 16, 32).build();
        assertThatThrownBy(() -> detect(model, 50_000))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.remedy()).isEqualTo("Use a smaller --batch."))
                .hasMessage("--batch asks for 50000 images of 64x64 px, one tensor can hold 43690.");
    }

    @Test
    void a_model_that_only_says_it_takes_several_is_found_out() {
        assertThatThrownBy(() -> detect(DETECTOR.gridOfFirstImage().build(), 4))
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        e -> assertThat(e.remedy())
                                .isEqualTo("Leave --batch out: inside, the model is made for one image."))
                .hasMessageMatching("Model network\\.onnx makes slice\\d+ of shape \\[1,63,8\\] from 4 images,"
                        + " expected 4 in the first place\\.");
    }

    private static List<Double> scores(List<FoundInImage> found) {
        return found.stream().map(one -> one.detections().get(0).score()).toList();
    }

    private List<FoundInImage> detect(OnnxModel model, int batch) {
        boolean open = model.graph().inputs().get(0).shape().dimension(2) < 0;
        DetectorFace face = DetectorFace.of(
                model, HeadChoice.automatic(), open ? Optional.of(new InputSize(64, 64)) : Optional.empty());
        DetectionHead head = face.requireHead();
        DetectionPipeline pipeline = new DetectionPipeline(
                        model, face, head, face.letterbox(head.preprocess()), SETTINGS)
                .inBatchesOf(batch);
        List<FoundInImage> found = new ArrayList<>();
        try (Session session = pipeline.open(SessionOptions.defaults().withIntraOpThreads(1))) {
            pipeline.each(
                    session, ImageFolder.at(folder), LoaderOptions.defaults(), found::add, ProgressListener.none());
        }
        return found;
    }
}
