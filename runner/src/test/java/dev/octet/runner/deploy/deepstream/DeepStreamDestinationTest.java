package dev.octet.runner.deploy.deepstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.ColourOrder;
import dev.octet.bindings.opencv.Interpolation;
import dev.octet.calibrator.images.Anchor;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.SizeRounding;
import dev.octet.runner.deploy.Deployed;
import dev.octet.runner.deploy.DeployedModel;
import dev.octet.runner.detect.DetectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeepStreamDestinationTest {

    @TempDir
    private Path folder;

    private static DeepStreamSettings settings(Optional<Path> cache) {
        return new DeepStreamSettings(
                8,
                new DetectionSettings(0.25, 0.45, 30_000, 300, true),
                Optional.of(new BoxParser("ParseMine", "libmine.so")),
                cache);
    }

    private String written(DeployedModel model, Optional<Path> cache) throws IOException {
        new DeepStreamDestination(model, settings(cache)).writeTo(folder.resolve("ds"));
        return Files.readString(folder.resolve("ds/config_infer.txt"));
    }

    @Test
    void an_engine_of_q_dq_is_int8_and_has_no_onnx_file() throws IOException {
        Map<String, String> keys = NvinferCheck.parse(written(Deployed.engine(folder), Optional.empty()))
                .get("property");
        assertThat(keys)
                .containsEntry("network-mode", "1")
                .containsEntry("model-engine-file", "model.engine")
                .containsEntry("batch-size", "4")
                .containsEntry("output-blob-names", "grid")
                .containsEntry("num-detected-classes", "3")
                .containsEntry("net-scale-factor", "0.00392156862745098")
                .containsEntry("offsets", "0.0;0.0;0.0")
                .containsEntry("cluster-mode", "2")
                .doesNotContainKeys("onnx-file", "int8-calib-file");
    }

    @Test
    void a_calibration_cache_makes_a_float_model_int8() throws IOException {
        Path cache = Files.writeString(folder.resolve("a.cache"), "TRT-101501-EntropyCalibration2\nimages: 3c010a14\n");
        Map<String, String> keys = NvinferCheck.parse(written(Deployed.onnx(folder, 1), Optional.of(cache)))
                .get("property");
        assertThat(keys)
                .containsEntry("network-mode", "1")
                .containsEntry("int8-calib-file", "calibration.cache")
                .containsEntry("model-engine-file", "model.onnx_b1_gpu0_int8.engine");
        assertThat(folder.resolve("ds/calibration.cache")).hasSameBinaryContentAs(cache);
        Path other = Files.writeString(folder.resolve("b.cache"), "TRT-101501-EntropyCalibration2\nother: 3c010a14\n");
        DeployedModel model = Deployed.onnx(folder, 1);
        assertThatThrownBy(() -> new DeepStreamDestination(model, settings(Optional.of(other))))
                .hasMessage("The calibration cache " + other + " has a scale for no tensor of " + model.file() + ".");
        DeployedModel engine = Deployed.engine(folder);
        assertThatThrownBy(() -> new DeepStreamDestination(engine, settings(Optional.of(cache))))
                .hasMessage("--int8-cache is for float ONNX models: " + engine.file() + " has its ranges already.");
    }

    /** Every key is left out, and every value is changed, in turn. */
    @Test
    void a_missing_or_wrong_key_is_found() throws IOException {
        for (DeployedModel model : List.of(Deployed.engine(folder), Deployed.onnx(folder, -1))) {
            String text = written(model, Optional.empty());
            NvinferCheck.require(text, model);
            List<String> lines = text.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.isBlank()) {
                    continue;
                }
                for (String changed : List.of("", "x-" + line, line.replaceFirst("=.*", "=-7"))) {
                    boolean parserLibrary = line.startsWith("custom-lib-path") && changed.endsWith("=-7");
                    if (changed.equals(line) || parserLibrary) {
                        continue;
                    }
                    List<String> mutant = new ArrayList<>(lines);
                    mutant.set(i, changed);
                    assertThatThrownBy(() -> NvinferCheck.require(String.join("\n", mutant), model))
                            .as(line + " -> " + changed)
                            .isInstanceOf(ToolkitException.class);
                }
            }
        }
    }

    @Test
    void the_message_says_what_is_wrong() throws IOException {
        DeployedModel model = Deployed.engine(folder);
        String text = written(model, Optional.empty()).replace("symmetric-padding=1", "symmetric-padding=0");
        assertThatThrownBy(() -> NvinferCheck.require(text, model))
                .hasMessage(
                        "The configuration of nvinfer is not that of the model: symmetric-padding is 0, expected 1.");
    }

    @Test
    void mean_and_std_become_factor_and_offsets() {
        NvinferPixels pixels = NvinferPixels.of(letterbox(List.of(0.5, 0.25, 0.125), List.of(0.5, 0.5, 0.5)));
        assertThat(pixels.factor()).isEqualTo(1 / 255.0 / 0.5);
        assertThat(pixels.offsets()).containsExactly(0.5 * 255, 0.25 * 255, 0.125 * 255);
        assertThat(pixels.isCentred()).isFalse();
    }

    @Test
    void what_nvinfer_cannot_do_is_refused_or_listed() {
        assertThatThrownBy(() -> NvinferPixels.of(letterbox(List.of(0.0, 0.0, 0.0), List.of(0.5, 0.5, 0.25))))
                .hasMessage("nvinfer cannot prepare images as the model wants them: it needs one std for each colour,"
                        + " [0.5, 0.5, 0.25], and nvinfer has one net-scale-factor for all.");
        NvinferPixels fixed = NvinferPixels.of(Letterbox.yoloFixed(64, 64));
        assertThat(fixed.differences())
                .containsExactly(
                        "nvinfer pads with black (0), the model was trained with 114; no key of nvinfer changes that.",
                        "nvinfer rounds the scaled size down, the model's preprocessing to the nearest px.",
                        "nvinfer enlarges small images, the model's preprocessing does not.",
                        "nvinfer resizes once, the model's preprocessing twice.");
        assertThat(NvinferPixels.of(fixed.asNvinfer()).differences()).isEmpty();
    }

    private static Letterbox letterbox(List<Double> mean, List<Double> std) {
        return new Letterbox(
                64,
                64,
                Anchor.TOP_LEFT,
                0,
                ColourOrder.RGB,
                1 / 255.0,
                mean,
                std,
                Interpolation.LINEAR,
                true,
                SizeRounding.DOWN);
    }
}
