package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.FixedDetector;
import dev.octet.runner.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportCommandTest {

    @TempDir
    private Path folder;

    private static CommandLineRun run(Object... arguments) {
        return CommandLineRun.of(
                Stream.concat(Stream.of("export"), Stream.of(arguments).map(Object::toString))
                        .toArray(String[]::new));
    }

    private Path model(long batch) throws IOException {
        return FixedDetector.of(3).finding(1, 0.9, 4, 8, 12, 24).grid(batch).write(folder.resolve("my model.onnx"));
    }

    @Test
    void a_model_of_open_batch_becomes_a_model_of_a_triton_repository() throws IOException {
        CommandLineRun run =
                run(model(-1), "--to", "triton", "-o", folder.resolve("models"), "--max-batch", 4, "--json");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.export/1");
        assertThat(document.get("maxBatch").intValue()).isEqualTo(4);
        Path model = folder.resolve("models/my_model");
        assertThat(model.resolve("1/model.onnx")).hasSameBinaryContentAs(folder.resolve("my model.onnx"));
        assertThat(model.resolve("labels.txt")).hasContent("class 0\nclass 1\nclass 2\n");
        assertThat(model.resolve("README.md"))
                .content()
                .contains("    tritonserver --model-repository=\"$PWD\"\n")
                .contains("    pad: 114\n");
        assertThat(model.resolve("config.pbtxt"))
                .content()
                .contains("name: \"my_model\"")
                .contains("max_batch_size: 4")
                .contains("preferred_batch_size: 2");
        assertThat(folder.resolve("models")).isDirectoryContaining(path -> path.endsWith("my_model"));
        try (Stream<Path> siblings = Files.list(folder.resolve("models"))) {
            assertThat(siblings).hasSize(1);
        }
    }

    @Test
    void an_earlier_export_is_replaced_and_anything_else_is_not() throws IOException {
        Path model = model(1);
        Path target = folder.resolve("models/net");
        assertThat(run(model, "--to", "triton", "-o", folder.resolve("models"), "--model-name", "net")
                        .exitCode())
                .isZero();
        Files.writeString(target.resolve("stale.txt"), "x");
        assertThat(run(model, "--to", "triton", "-o", folder.resolve("models"), "--model-name", "net")
                        .exitCode())
                .isZero();
        assertThat(target.resolve("stale.txt")).doesNotExist();
        Files.delete(target.resolve("octet-export.json"));
        CommandLineRun refused = run(model, "--to", "triton", "-o", folder.resolve("models"), "--model-name", "net");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.talk().replace(folder.toString(), "DIR"))
                .contains("octet: The output DIR/models/net is there already and is no earlier export: it has no"
                        + " octet-export.json.\n  Name another output, or move it away.\n");
        assertThat(target.resolve("config.pbtxt")).isNotEmptyFile();
    }

    @Test
    void deepstream_needs_a_parser_for_heads_that_none_is_known_for() throws IOException {
        Path model = model(1);
        CommandLineRun refused = run(model, "--to", "deepstream", "-o", folder.resolve("ds"));
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.talk())
                .contains("octet: No parser is known that reads head yolo of 3 classes in DeepStream: that of"
                        + " yolo_deepstream reads one output of head yolo, of 80 classes and at most 25200 rows.\n"
                        + "  Name yours with --parser FUNCTION and --parser-library FILE.\n");
        assertThat(folder.resolve("ds")).doesNotExist();
        CommandLineRun run = run(
                model,
                "--to",
                "deepstream",
                "-o",
                folder.resolve("ds"),
                "--parser",
                "ParseMine",
                "--parser-library",
                "libmine.so");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(folder.resolve("ds/config_infer.txt"))
                .content()
                .contains("\nnetwork-mode=2\n")
                .contains("\nsymmetric-padding=1\n")
                .contains("\ninfer-dims=3;32;32\n");
        assertThat(folder.resolve("ds/README.md"))
                .content()
                .contains("- nvinfer pads with black (0), the model was trained with 114; no key of nvinfer changes"
                        + " that.\n");
        assertThat(folder.resolve("ds/preprocess.yaml")).content().contains("pad: 0\n");
    }

    @Test
    void options_of_one_destination_are_not_for_another() throws IOException {
        Path model = model(1);
        CommandLineRun run = run(model, "--to", "triton", "-o", folder.resolve("x"), "--parser", "P");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).contains("'--parser' is not for '--to triton'");
        assertThat(run(model, "--to", "nowhere", "-o", folder.resolve("x")).talk())
                .contains(
                        "Invalid value for option '--to': 'nowhere' is not one of tflite, torchscript, triton, deepstream");
        assertThat(run(model, "--to", "triton", "-o", model).talk())
                .contains("'--output-path' is the model itself: " + model);
    }

    @Test
    void raw_heads_keep_their_batch_as_an_axis() throws IOException {
        Path model = TinyNetworks.raw(64, 3, 8, 16, 32).write(folder.resolve("raw.onnx"));
        CommandLineRun run = run(model, "--to", "triton", "-o", folder.resolve("models"));
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(folder.resolve("models/raw/config.pbtxt"))
                .content()
                .doesNotContain("max_batch_size", "dynamic_batching");
    }
}
