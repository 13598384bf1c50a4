package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.images.Axes;
import dev.octet.calibrator.images.ImageInput;
import dev.octet.calibrator.images.Letterbox;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BuildRequestTest {

    private static final List<Long> SHAPE = List.of(2L, 3L, 32L, 64L);

    private static BuildRequest request(CalibrationInput calibration) {
        return new BuildRequest(
                Path.of("/models/a b.onnx"),
                "ab".repeat(32),
                Manifests.settings(true, HardwareLevel.SAME_COMPUTE_CAPABILITY),
                false,
                List.of(new ShapeRange("images", SHAPE, SHAPE, SHAPE)),
                Optional.of(calibration),
                Optional.of(Path.of("/tmp/times")),
                Optional.of(Path.of("/opt/nvidia")),
                true,
                true);
    }

    private static BuildRequest through(BuildRequest request) {
        return EngineJson.mapper().readValue(EngineJson.text(request), BuildRequest.class);
    }

    @Test
    void a_request_with_images_is_read_as_it_was_written() {
        BatchImages images = new BatchImages(
                Path.of("/photos"),
                OptionalInt.of(20),
                Letterbox.yoloFixed(64, 32),
                new ImageInput("images", Axes.CHANNELS_LAST, true),
                4,
                OptionalInt.empty());
        BuildRequest request = request(CalibrationInput.tensorRts(
                CalibratorChoice.MINMAX, Optional.of(Path.of("/tmp/cache")), Optional.of(images), 2));
        assertThat(through(request)).isEqualTo(request);
    }

    @Test
    void scales_are_the_same_to_the_last_bit_and_in_the_same_order() {
        Map<String, Float> scales = new LinkedHashMap<>();
        scales.put("z", 0.1f);
        scales.put("a:b", Float.MIN_NORMAL);
        scales.put("images", 1.00000012f);
        BuildRequest request = request(
                new CalibrationInput(CalibratorChoice.OCTET_ENTROPY, scales, Optional.empty(), Optional.empty(), 1));
        BuildRequest read = through(request);
        assertThat(read).isEqualTo(request);
        assertThat(read.calibration().orElseThrow().scales()).containsExactlyEntriesOf(scales);
    }
}
