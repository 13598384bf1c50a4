package dev.octet.runner.report;

import static dev.octet.calibrator.compare.TensorDifference.Outcome.EQUAL;
import static dev.octet.calibrator.compare.TensorDifference.Outcome.NOISY;
import static dev.octet.calibrator.compare.TensorDifference.Outcome.NOT_FINITE;
import static dev.octet.calibrator.compare.TensorDifference.Outcome.NO_SIGNAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.benchmarks.Measurement;
import dev.octet.bindings.opencv.DecodeLimits;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Orientation;
import dev.octet.bindings.opencv.Picture;
import dev.octet.calibrator.compare.TensorDifference;
import dev.octet.runner.TestPhotos;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.evaluate.CocoDetections;
import dev.octet.runner.evaluate.ImageDifferences;
import dev.octet.runner.evaluate.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten images with a cat of 100 x 100 px each; no dog is annotated. */
class MeasuredTest {

    private static final int IMAGES = 10;

    @TempDir
    private Path folder;

    private CocoAnnotations truth(int images) throws IOException {
        List<String> files = new ArrayList<>();
        List<String> objects = new ArrayList<>();
        for (int i = 1; i <= images; i++) {
            files.add("{\"id\": " + i + ", \"file_name\": \"" + i + ".jpg\"}");
            objects.add("{\"id\": " + i + ", \"image_id\": " + i + ", \"category_id\": 1, \"bbox\": [0, 0, 100, 100],"
                    + " \"area\": 10000, \"iscrowd\": 0}");
        }
        return CocoAnnotations.read(Files.writeString(
                folder.resolve("truth.json"),
                "{\"images\": " + files
                        + ", \"categories\": [{\"id\": 1, \"name\": \"cat\"}, {\"id\": 2, \"name\": \"dog\"}],"
                        + " \"annotations\": " + objects + "}"));
    }

    /** All cats, those of the first images somewhere else, and a mistake of low score in each. */
    private static CocoDetections found(int images, int missed, double score) {
        CocoDetections found = new CocoDetections();
        for (int i = 1; i <= images; i++) {
            found.add(i, 1, i <= missed ? 400 : 0, 0, 100, 100, score);
            found.add(i, 1, 600, 0, 100, 100, score / 5);
        }
        return found;
    }

    private static Accuracy accuracy(CocoAnnotations truth, CocoDetections before, CocoDetections after) {
        return Measured.accuracy(truth, before, after, ImageDifferences.of(truth, before, after));
    }

    @Test
    void accuracy_before_and_after_has_its_interval_its_curves_and_the_classes_that_have_objects() throws IOException {
        Accuracy accuracy = accuracy(truth(IMAGES), found(IMAGES, 0, 0.9), found(IMAGES, 3, 0.5));
        assertThat(accuracy.images()).isEqualTo(IMAGES);
        assertThat(accuracy.reference().map()).isCloseTo(1, within(1e-12));
        assertThat(accuracy.drop())
                .isCloseTo(1 - accuracy.quantized().map(), within(1e-12))
                .isGreaterThan(0.3);
        assertThat(accuracy.margin().orElseThrow()).isBetween(0.01, 1.0);
        assertThat(accuracy.classes())
                .containsExactly(new Accuracy.ClassChange(
                        "cat", accuracy.reference().map(), accuracy.quantized().map()));
        assertThat(accuracy.reference().precision50()).hasSize(101).allMatch(one -> one == 1);
        assertThat(accuracy.reference().f1()).hasSize(101);
        assertThat(accuracy.reference().f1().get(90)).isCloseTo(1, within(1e-3));
        assertThat(accuracy.reference().f1().get(95)).isZero();
        assertThat(accuracy.thresholdShift().orElseThrow()).isCloseTo(-0.4, within(0.002));
        assertThat(accuracy.byImage().worse()).isEqualTo(3);
        assertThat(accuracy.byImage().equal()).isEqualTo(7);
        assertThat(accuracy.byImage().mean()).isCloseTo(-0.3, within(1e-9));
    }

    @Test
    void one_image_has_no_interval_and_nothing_found_has_no_best_threshold() throws IOException {
        Accuracy accuracy = accuracy(truth(1), found(1, 0, 0.9), new CocoDetections());
        assertThat(accuracy.margin()).isEmpty();
        assertThat(accuracy.byImage().margin()).isEmpty();
        assertThat(accuracy.quantized().best()).isEmpty();
        assertThat(accuracy.thresholdShift()).isEmpty();
    }

    @Test
    void times_are_of_the_float_model_over_the_int8_model() {
        Speed speed = Measured.speed(
                2,
                new Measurement("float", List.of(20_000_000L, 22_000_000L, 30_000_000L)),
                new Measurement("int8", List.of(10_000_000L, 10_000_000L, 10_000_000L)));
        assertThat(speed.reference().median()).isEqualTo(22);
        assertThat(speed.reference().rounds()).isEqualTo(3);
        assertThat(speed.quantized().upperQuartile()).isEqualTo(10);
        assertThat(speed.speedup()).isCloseTo(2.2, within(1e-12));
        assertThat(speed.speedupLow()).isCloseTo(2.0, within(1e-12));
        assertThat(speed.speedupHigh()).isCloseTo(3.0, within(1e-12));
    }

    @Test
    void tensors_without_a_ratio_say_why() {
        double infinity = Double.POSITIVE_INFINITY;
        Fidelity fidelity = Measured.fidelity(
                8,
                List.of(
                        new TensorDifference("a", "n", "Conv", infinity, 1, 0),
                        new TensorDifference("b", "m", "Conv", 31.5, Double.NaN, 0.1),
                        new TensorDifference("c", "k", "Relu", -infinity, Double.NaN, 0.5),
                        new TensorDifference("d", "l", "Exp", Double.NaN, Double.NaN, Double.NaN),
                        new TensorDifference("e", "i", "Exp", -infinity, Double.NaN, infinity)));
        assertThat(fidelity.tensors())
                .containsExactly(
                        new Fidelity.TensorDistance("a", "n", "Conv", EQUAL, Optional.empty(), Optional.of(1.0)),
                        new Fidelity.TensorDistance("b", "m", "Conv", NOISY, Optional.of(31.5), Optional.empty()),
                        new Fidelity.TensorDistance("c", "k", "Relu", NO_SIGNAL, Optional.empty(), Optional.empty()),
                        new Fidelity.TensorDistance("d", "l", "Exp", NOT_FINITE, Optional.empty(), Optional.empty()),
                        new Fidelity.TensorDistance("e", "i", "Exp", NOT_FINITE, Optional.empty(), Optional.empty()));
        assertThat(Words.withoutRatio(fidelity))
                .isEqualTo("2 tensors have NaN or infinity in at least one of the models: the model or an image is"
                        + " damaged. 1 tensor has only zeros in float and something else in INT8. ");
        assertThat(Words.withoutRatio(new Fidelity(8, fidelity.tensors().subList(0, 2))))
                .isEmpty();
    }

    @Test
    void the_images_that_changed_most_come_as_small_copies_with_what_is_in_them() throws IOException {
        for (int i = 1; i <= IMAGES; i++) {
            TestPhotos.write(folder.resolve(i + ".jpg"), 800, 200, 20 * i, ImageFormat.JPEG);
        }
        CocoAnnotations truth = truth(IMAGES);
        CocoDetections before = found(IMAGES, 0, 0.9);
        CocoDetections after = found(IMAGES, 2, 0.5);
        List<PictureEntry> pictures =
                ChangedPictures.of(folder, truth, before, after, ImageDifferences.of(truth, before, after));
        assertThat(pictures).extracting(PictureEntry::file).containsExactly("1.jpg", "2.jpg");
        PictureEntry first = pictures.get(0);
        assertThat(first.width()).isEqualTo(800);
        assertThat(first.before()).isEqualTo(1);
        assertThat(first.after()).isZero();
        assertThat(first.truth()).containsExactly(new LabelledBox(0, 0, 100, 100, "cat", Optional.empty()));
        assertThat(first.reference()).containsExactly(new LabelledBox(0, 0, 100, 100, "cat", Optional.of(0.9)));
        assertThat(first.quantized()).containsExactly(new LabelledBox(400, 0, 100, 100, "cat", Optional.of(0.5)));
        byte[] jpeg = Base64.getDecoder().decode(first.jpeg());
        try (Picture copy = Picture.decode(jpeg, DecodeLimits.defaults(), Orientation.UPRIGHT)) {
            assertThat(copy.width()).isEqualTo(400);
            assertThat(copy.height()).isEqualTo(100);
        }
    }

    @Test
    void a_changed_image_that_is_gone_is_left_out() throws IOException {
        TestPhotos.write(folder.resolve("2.jpg"), 80, 20, 20, ImageFormat.JPEG);
        CocoAnnotations truth = truth(IMAGES);
        CocoDetections before = found(IMAGES, 0, 0.9);
        CocoDetections after = found(IMAGES, 2, 0.5);
        assertThat(ChangedPictures.of(folder, truth, before, after, ImageDifferences.of(truth, before, after)))
                .extracting(PictureEntry::file)
                .containsExactly("2.jpg");
    }
}
