package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.demo.DemoDefaults;
import dev.octet.runner.demo.scene.SceneFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FinetuneCommandTest {

    @TempDir
    private Path folder;

    @Test
    void images_are_needed() {
        CommandLineRun run = CommandLineRun.of("finetune", "m.onnx", "--target", "tensorrt", "-o", "o.onnx");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: Missing required option: '--images=DIR'.\n");
    }

    @Test
    void steps_are_at_least_one() {
        CommandLineRun run = refused("--steps", "0");
        assertThat(run.talk()).startsWith("octet: Invalid value for option '--steps': '0' is not at least 1.\n");
        assertThat(refused("--seed", "-1").talk())
                .startsWith("octet: Invalid value for option '--seed': -1 is not 0 or more.\n");
    }

    @Test
    void a_device_has_a_number() {
        CommandLineRun run = refused("--device", "-1");
        assertThat(run.talk()).startsWith("octet: Invalid value for option '--device': '-1' is not at least 0.\n");
    }

    @Test
    void a_recipe_and_what_it_settles_exclude_each_other() {
        CommandLineRun run = refused("--recipe", "r.yaml", "--repair", "none");
        assertThat(run.talk())
                .startsWith("octet: '--repair' and '--recipe=FILE' exclude each other: the recipe says it, and may be"
                        + " edited.\n");
    }

    private static CommandLineRun refused(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("finetune", "m.onnx", "--images", "d", "--target", "tensorrt", "-o", "o.onnx"));
        arguments.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(2);
        return run;
    }

    @Test
    void the_better_of_start_and_training_is_written_and_said() throws IOException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "libtorch is on Maven Central for x86-64 only");
        Path model = demoModel();
        Path photos = SceneFolder.draw(folder.resolve("drawn"), 3, 5, ProgressListener.none())
                .images();
        Path output = folder.resolve("trained.onnx");
        CommandLineRun run = CommandLineRun.of(
                "finetune",
                model.toString(),
                "--images",
                photos.toString(),
                "--target",
                "tensorrt",
                "--steps",
                "1",
                "--max-float-macs",
                "0%",
                "--repair",
                "none",
                "--weights",
                "linear:4",
                "--json",
                "-o",
                output.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.path("schema").asString()).isEqualTo("octet.finetune/1");
        assertThat(document.path("points").size()).isEqualTo(2);
        double start = document.path("points").get(0).path("heldOutLoss").asDouble();
        double trained = document.path("points").get(1).path("heldOutLoss").asDouble();
        assertThat(document.path("improved").asBoolean()).isEqualTo(trained < start);
        OnnxModel written = OnnxModel.at(output);
        assertThat(written.metadata("octet.finetune.steps").isPresent()).isEqualTo(trained < start);
        assertThat(written.metadata("octet.weights.levels")).hasValue("linear:4");
        JsonNode log =
                JsonMapper.builder().build().readTree(Files.readAllBytes(folder.resolve("trained.onnx.finetune.json")));
        assertThat(log.path("schema").asString()).isEqualTo("octet.finetune-log/1");
        assertThat(log.path("points").size()).isEqualTo(2);
        assertThat(folder.resolve("trained.onnx.checkpoint")).doesNotExist();
        assertThat(folder.resolve("trained.onnx.journal")).doesNotExist();
    }

    private Path demoModel() throws IOException {
        Path file = folder.resolve("model.onnx");
        try (InputStream model = DemoDefaults.class.getResourceAsStream("shapes.onnx")) {
            Files.write(file, Objects.requireNonNull(model).readAllBytes());
        }
        return file;
    }
}
