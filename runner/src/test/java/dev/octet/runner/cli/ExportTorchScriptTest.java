package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.octet.runner.FixedDetector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportTorchScriptTest {

    @TempDir
    private Path folder;

    @BeforeAll
    static void libtorch_is_here() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "libtorch is on Maven Central for x86-64 only");
    }

    private CommandLineRun export(Path model, String output, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "export",
                model.toString(),
                "--to",
                "torchscript",
                "-o",
                folder.resolve(output).toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void a_float_model_needs_something_to_calibrate_with_and_one_thing_only() throws IOException {
        Path model = FixedDetector.of(3).finding(1, 0.9, 4, 8, 12, 24).grid().write(folder.resolve("model.onnx"));
        CommandLineRun without = export(model, "x.pt");
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.talk()).contains("octet: A float model needs '--images=DIR' or '--calibration=FILE'.\n");
        CommandLineRun both = export(model, "x.pt", "--images", "photos", "--calibration", "table.json");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.talk()).startsWith("octet: '--images' and '--calibration' exclude each other.\n");
        assertThat(export(model, "x.pt", "--precision", "int8").talk())
                .startsWith("octet: '--precision' is not for '--to torchscript'.\n");
        assertThat(folder.resolve("x.pt")).doesNotExist();
    }

    @Test
    void the_demos_detector_becomes_a_file_whose_layers_are_onnx_runtimes_within_a_step() throws IOException {
        Path model = folder.resolve("shapes.onnx");
        try (InputStream stream =
                Objects.requireNonNull(getClass().getResourceAsStream("/dev/octet/runner/demo/shapes.onnx"))) {
            Files.copy(stream, model);
        }
        run("demo", "--scenes", "3", "-o", at("scenes"));
        run("calibrate", at("shapes.onnx"), "--images", at("scenes/images"), "-o", at("table.json"));
        run(
                "quantize",
                at("shapes.onnx"),
                "--calibration",
                at("table.json"),
                "--target",
                "onnxruntime",
                "-o",
                at("int8.onnx"));
        JsonNode exported = JsonMapper.shared()
                .readTree(export(folder.resolve("int8.onnx"), "shapes.ptl", "--json")
                        .results());
        assertThat(exported.get("schema").stringValue()).isEqualTo("octet.export/1");
        assertThat(exported.get("form").stringValue()).isEqualTo("mobile");
        assertThat(exported.get("checkedWith").stringValue()).isEqualTo("qnnpack");
        assertThat(exported.get("quantizedTensors").intValue()).isGreaterThan(100);
        assertThat(exported.get("largestTensorSteps").intValue()).isLessThanOrEqualTo(1);
        assertThat(exported.get("largestHeadSteps").doubleValue()).isLessThan(0.01);
        try (ZipFile zip = new ZipFile(at("shapes.ptl"))) {
            assertThat(zip.stream().map(entry -> entry.getName().replaceAll("^[^/]*/", "")))
                    .contains("bytecode.pkl", "code/__torch__.py", "extra/octet.json");
        }
        assertThat(Files.size(folder.resolve("shapes.ptl")))
                .isLessThan(Files.size(folder.resolve("int8.onnx")) * 3 / 2);
        CommandLineRun table = export(folder.resolve("int8.onnx"), "x.pt", "--calibration", at("table.json"));
        assertThat(table.exitCode()).isEqualTo(2);
        assertThat(table.talk()).contains("'--calibration' is for float models, and int8.onnx has Q/DQ");
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private static void run(String... command) {
        CommandLineRun run = CommandLineRun.of(command);
        assertThat(run.exitCode()).as(run.talk()).isZero();
    }
}
