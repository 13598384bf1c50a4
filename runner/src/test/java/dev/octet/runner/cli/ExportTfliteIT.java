package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo's detector from its ONNX file to a TensorFlow Lite file that finds the same. */
class ExportTfliteIT {

    private static final String TABLE = "table.json";
    private static final String MODEL = "shapes.onnx";

    @TempDir
    private Path folder;

    @Test
    void integers_everywhere_score_what_the_int8_onnx_model_scores() throws IOException {
        try (InputStream model =
                Objects.requireNonNull(getClass().getResourceAsStream("/dev/octet/runner/demo/" + MODEL))) {
            Files.copy(model, folder.resolve(MODEL));
        }
        run("demo", "--scenes", "12", "-o", at("scenes"));
        run("calibrate", at(MODEL), "--images", at("scenes/images"), "--every-tensor", "-o", at(TABLE));
        run("quantize", at(MODEL), "--calibration", at(TABLE), "--target", "onnxruntime", "-o", at("int8.onnx"));
        JsonNode exported =
                run("export", at(MODEL), "--to", "tflite", "--calibration", at(TABLE), "-o", at("int8.tflite"));
        assertThat(exported.get("floatNodes").intValue()).isLessThanOrEqualTo(7);
        assertThat(exported.get("transposes").intValue()).isEqualTo(3);
        assertThat(Files.size(folder.resolve("int8.tflite")))
                .isLessThan(Files.size(folder.resolve("int8.onnx")) * 11 / 10);
        double reference = map("int8.onnx");
        assertThat(reference).isGreaterThan(0.3);
        assertThat(map("int8.tflite")).isCloseTo(reference, within(0.02));
        JsonNode worst = run("compare", at(MODEL), at("int8.tflite"), "--images", at("scenes/images"), "--limit", "1")
                .get("tensors")
                .get(0);
        assertThat(worst.get("sqnr").doubleValue()).isGreaterThan(8);
    }

    private double map(String model) {
        return run("evaluate", at(model), "--images", at("scenes/images"), "--annotations", at("scenes/instances.json"))
                .get("map")
                .doubleValue();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private static JsonNode run(String... command) {
        String[] withJson = java.util.Arrays.copyOf(command, command.length + 1);
        withJson[command.length] = "--json";
        CommandLineRun run = CommandLineRun.of(withJson);
        assertThat(run.exitCode()).as(run.talk()).isZero();
        return JsonMapper.shared().readTree(run.results());
    }
}
