package dev.octet.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.opencv.Picture;
import dev.octet.calibrator.CalibrationImages;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a cluster of two executors, the table has the bytes of a calibration on one machine. */
class CalibrateOnSparkIT {

    private static JavaSparkContext spark;
    private static Path tiny;

    @TempDir
    private Path folder;

    private Path model;
    private Path images;

    @BeforeAll
    static void start(@TempDir Path models) throws IOException {
        tiny = TinyNetwork.write(models.resolve("tiny.onnx"));
        spark = LocalCluster.start();
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    @BeforeEach
    void makeImages() throws IOException {
        model = tiny;
        images = Files.createDirectories(folder.resolve("images/below")).getParent();
        for (int i = 0; i < 11; i++) {
            noise(images.resolve(i % 3 == 0 ? "below/" + i + ".png" : i + ".png"), i);
        }
        Files.writeString(images.resolve("notes.txt"), "not an image");
    }

    @Test
    void the_table_has_the_bytes_of_one_machine() throws IOException {
        assertThat(onSpark(images.toString())).isEqualTo(onOneMachine());
    }

    @Test
    void a_task_that_fails_is_done_again_and_counts_once() throws IOException {
        Path flaky = noise(images.resolve(FlakyFileSystem.FAILS_ONCE), 100);
        assertThat(onSpark("flaky:" + images)).isEqualTo(onOneMachine());
        assertThat(FlakyFileSystem.noteOf(flaky)).exists();
    }

    @Test
    void an_executor_that_is_killed_takes_nothing_with_it() throws IOException {
        Path flaky = noise(images.resolve(FlakyFileSystem.KILLS_ONCE), 100);
        assertThat(onSpark("flaky:" + images)).isEqualTo(onOneMachine());
        assertThat(FlakyFileSystem.noteOf(flaky)).exists();
    }

    @Test
    void a_bad_image_is_left_out_wherever_it_lies() throws IOException {
        Files.writeString(images.resolve("broken.jpg"), "junk");
        assertThat(onSpark(images.toString())).isEqualTo(onOneMachine());
    }

    @Test
    void bad_images_are_counted_over_all_partitions() throws IOException {
        Files.writeString(images.resolve("broken-1.jpg"), "junk");
        Files.writeString(images.resolve("below/broken-2.jpg"), "junk");
        assertThatThrownBy(() -> onSpark(images.toString()))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("Too many images cannot be used: 2 of 13 so far, at most 1 may be bad. "
                        + "below/broken-2.jpg: it is not a JPEG, PNG, BMP or WebP image; "
                        + "broken-1.jpg: it is not a JPEG, PNG, BMP or WebP image.");
    }

    @Test
    void a_folder_without_images_is_no_calibration() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> onSpark(empty.toString()))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("There are no calibration samples.");
    }

    @Test
    @Tag("shared")
    void yolox_nano_has_the_bytes_of_one_machine() throws IOException {
        model = SharedData.path("models/yolox_nano.onnx");
        images = SharedData.photos(folder.resolve("photos"), 24);
        assertThat(onSpark(images.toString())).isEqualTo(onOneMachine());
    }

    private byte[] onSpark(String where) throws IOException {
        return CalibrateOnSpark.calibrate(spark, model, where).table().toBytes();
    }

    private byte[] onOneMachine() {
        Detector detector = Detector.at(model.toString());
        try (CalibrationImages source = CalibrationImages.open(
                ImageFolder.at(images), detector.letterbox(), detector.face().inputName(), LoaderOptions.defaults())) {
            return Calibrator.of(detector.model())
                    .calibrate(source, ProgressListener.none())
                    .table()
                    .toBytes();
        }
    }

    private static Path noise(Path file, int seed) throws IOException {
        byte[] bgr = new byte[20 * 12 * 3];
        new Random(seed).nextBytes(bgr);
        try (Picture picture = Picture.of(bgr, 20, 12)) {
            return Files.write(file, picture.encode(ImageFormat.PNG));
        }
    }
}
