package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.SharedData;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("shared")
class UnlikeImagesTest {

    @TempDir
    private Path folder;

    @Test
    void photos_are_unlike_grey_pictures_and_like_other_photos() throws IOException {
        Path photos = SharedData.path("data/coco128/images");
        assertThat(evaluated(quantized(photos)).talk()).doesNotContain("unlike");
        assertThat(evaluated(quantized(greyPictures())).talk())
                .containsPattern(
                        "Warning: [0-9.]+ % of the activations are at the ends of their ranges on these images,"
                                + " [0-9.]+ % on those that int8.onnx was calibrated on: they are unlike."
                                + " Calibrate on images such as these.\n");
    }

    private Path greyPictures() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("grey"));
        for (int i = 0; i < 4; i++) {
            BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = picture.createGraphics();
            graphics.setColor(new Color(100 + 10 * i, 110, 120));
            graphics.fillRect(0, 0, 64, 64);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, 1, 1);
            graphics.dispose();
            ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
        }
        return pictures;
    }

    private Path quantized(Path pictures) {
        Path int8 = folder.resolve("int8.onnx");
        CommandLineRun run = CommandLineRun.of(
                "quantize",
                SharedData.path("models/yolov7-tiny-w50-coco128/grid.onnx").toString(),
                "--images",
                pictures.toString(),
                "--limit",
                "16",
                "--range",
                "percentile",
                "--target",
                "tensorrt",
                "-o",
                int8.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        return int8;
    }

    private static CommandLineRun evaluated(Path model) {
        CommandLineRun run = CommandLineRun.of(
                "evaluate",
                model.toString(),
                "--images",
                SharedData.path("data/coco128/images").toString(),
                "--annotations",
                SharedData.path("data/coco128/instances.json").toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        return run;
    }
}
