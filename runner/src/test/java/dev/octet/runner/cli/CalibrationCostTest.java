package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.runner.SharedData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("shared")
class CalibrationCostTest {

    @Test
    void calibration_is_timed_against_the_bare_model_on_the_same_images() {
        CommandLineRun run = benchmark("--calibration-cost", "--images", photos(), "--limit", "8", "--json");
        assertThat(run.exitCode()).isZero();
        JsonNode cost = JsonMapper.builder().build().readTree(run.results());
        assertThat(cost.get("images").intValue()).isEqualTo(8);
        assertThat(cost.get("partImages").intValue()).isEqualTo(2);
        double inference = cost.get("inferenceMillis").doubleValue();
        double whole = cost.get("calibrateMillis").doubleValue();
        assertThat(inference).isPositive();
        assertThat(cost.get("wholeRatio").doubleValue()).isCloseTo(whole / inference, within(1e-9));
        assertThat(cost.get("furtherImageMillis").doubleValue())
                .isCloseTo((whole - cost.get("partCalibrateMillis").doubleValue()) / 6, within(1e-9));
    }

    @Test
    void images_without_the_flag_are_wrong_usage() {
        CommandLineRun run = benchmark("--images", photos());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).contains("'--images=DIR' is for '--calibration-cost' and '--pipeline'");
    }

    private static CommandLineRun benchmark(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "benchmark";
        all[1] = SharedData.path("models/yolox_nano.onnx").toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return CommandLineRun.of(all);
    }

    private static String photos() {
        return SharedData.path("data/coco128/images").toString();
    }
}
