package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.calibrator.model.ActivationBudget;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.NetworkBuilder;
import dev.octet.runner.TestPhotos;
import dev.octet.runner.TinyNetworks;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.detect.InputSize;
import dev.octet.runner.pipeline.DetectorFace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryGuardTest {

    /** Bytes of an image of 64 px, which is larger than what the network makes of it. */
    private static final long LARGEST = 4 * 3 * 64 * 64;

    @TempDir
    private Path folder;

    private static DetectorFace face(OnnxModel model, int size) {
        return DetectorFace.of(model, HeadChoice.automatic(), Optional.of(new InputSize(size, size)));
    }

    @Test
    void what_fits_once_need_not_fit_as_a_batch() {
        OnnxModel model = TinyNetworks.rawOfOpenSize(1, 8, 16, 32).build();
        DetectorFace face = face(model, 64);
        assertThat(ActivationBudget.of(face.sizedFor(model, 1).graph())
                        .largest()
                        .orElseThrow()
                        .bytes())
                .isEqualTo(LARGEST);
        assertThatCode(() -> MemoryGuard.check(model, face, 1, LARGEST)).doesNotThrowAnyException();
        assertThatCode(() -> MemoryGuard.check(model, face, 4, 4 * LARGEST)).doesNotThrowAnyException();
        assertThatThrownBy(() -> MemoryGuard.check(model, face, 4, 4 * LARGEST - 1))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.OUT_OF_RESOURCES);
                    assertThat(e.remedy())
                            .isEqualTo("Use a smaller batch, a smaller input size or a machine with more memory;"
                                    + " if the model is not yours, do not trust it.");
                })
                .hasMessage(
                        "Model network.onnx cannot run here: tensor 'images' of FLOAT [4,3,64,64] needs 196608 bytes,"
                                + " 196607 are available.");
    }

    @Test
    void the_size_that_was_chosen_for_a_model_of_open_size_counts() {
        OnnxModel model = TinyNetworks.rawOfOpenSize(1, 8, 16, 32).build();
        assertThatThrownBy(() -> MemoryGuard.check(model, face(model, 128), 1, LARGEST))
                .hasMessageStartingWith("Model network.onnx cannot run here: tensor 'images' of FLOAT [1,3,128,128] ");
    }

    @Test
    void a_model_that_leaves_nothing_open_is_as_it_is() {
        OnnxModel model = TinyNetworks.raw(64, 4, 8, 16, 32).build();
        assertThat(DetectorFace.of(model).sizedFor(model, 1)).isSameAs(model);
    }

    /** Enlarged twelve times an image of 64 px takes 824 GB. */
    @Test
    void detect_counts_the_images_of_a_batch_as_far_as_there_are_any() throws IOException {
        NetworkBuilder network = TinyNetworks.rawOfOpenSize(1, 8, 16, 32);
        String grown = "images";
        for (int i = 0; i < 12; i++) {
            grown = network.twice(grown);
        }
        Path model = network.write(folder.resolve("model.onnx"));
        Path photos = Files.createDirectory(folder.resolve("photos"));
        for (int i = 0; i < 3; i++) {
            TestPhotos.write(photos.resolve(i + ".png"), 64, 64, 255, ImageFormat.PNG);
        }
        CommandLineRun run = CommandLineRun.of(
                "detect",
                model.toString(),
                photos.toString(),
                "-o",
                folder.resolve("out").toString(),
                "--input-size",
                "64",
                "--batch",
                "100");
        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.talk())
                .containsPattern(
                        "octet: Model model\\.onnx cannot run here: tensor '\\w+' of FLOAT \\[3,3,\\d+,\\d+] needs");
    }
}
