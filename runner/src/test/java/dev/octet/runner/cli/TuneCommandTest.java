package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tuning and recipes refuse, word for word. */
class TuneCommandTest {

    private static final String RECIPE = """
            format: octet.recipe/1
            model: yolox_nano.onnx
            model-sha256: "%s"
            target: %s
            repairs: [%s]
            equalized: [%s]
            measured: {}
            float: []
            ranges: {}
            """;

    @TempDir
    private Path folder;

    @Test
    void images_are_needed() {
        CommandLineRun run = CommandLineRun.of("tune", "model.onnx", "--target", "tensorrt", "-o", "r.yaml");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: Missing required option: '--images=DIR'.\n");
    }

    @Test
    void impossible_drop_is_refused() {
        CommandLineRun run = CommandLineRun.of(
                "tune", "model.onnx", "--images", "d", "--target", "tensorrt", "-o", "r.yaml", "--max-drop", "-1");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .startsWith("octet: Invalid value for option '--max-drop': '-1.0' is not between 0 and 100 points.\n");
    }

    @Test
    void recipe_and_what_it_settles_exclude_each_other() {
        for (List<String> option : List.of(
                List.of("--range", "mse"),
                List.of("--exclude", "Conv"),
                List.of("--repair", "none"),
                List.of("--max-float-macs", "5%"))) {
            List<String> arguments = new ArrayList<>(List.of(
                    "quantize", "m.onnx", "--target", "tensorrt", "-o", "o.onnx", "--recipe", "r", "--images", "d"));
            arguments.addAll(option);
            CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.talk())
                    .startsWith("octet: '" + option.get(0)
                            + "' and '--recipe=FILE' exclude each other: the recipe says it, and may be edited.\n");
        }
    }

    @Test
    void recipe_needs_images() {
        CommandLineRun run = CommandLineRun.of(
                "quantize", "m.onnx", "--target", "tensorrt", "-o", "o.onnx", "--recipe", "r", "--calibration", "t");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .startsWith("octet: '--recipe' needs '--images=DIR': a calibration table holds no images.\n");
    }

    @Test
    @Tag("shared")
    void too_few_images_are_refused() {
        CommandLineRun run = tune("--limit", "4");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(BadInput.errorIn(run, SharedData.path("data/coco128/images")))
                .isEqualTo("""
                        octet: There are 4 images in DIR to tune with, at least 5 are needed.
                          Give more images; 200 and more make a difference of half a point visible.
                        """);
    }

    @Test
    @Tag("shared")
    void annotations_of_other_images_are_refused() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Path annotations = SharedData.path("data/coco128/instances.json");
        Files.copy(SharedData.path("data/coco128/images/000000000009.jpg"), photos.resolve("other.jpg"));
        CommandLineRun run = CommandLineRun.of(
                "tune",
                SharedData.path("models/yolox_nano.onnx").toString(),
                "--images",
                photos.toString(),
                "--annotations",
                annotations.toString(),
                "--target",
                "tensorrt",
                "-o",
                folder.resolve("r.yaml").toString());
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(BadInput.errorIn(run, folder))
                .isEqualTo("octet: None of the 128 images in " + annotations + " is in " + "DIR/photos"
                        + "; the first would be 000000000009.jpg.\n"
                        + "  Give the folder that the annotations' file names are relative to.\n");
        assertThat(folder.resolve("r.yaml")).doesNotExist();
    }

    @Test
    @Tag("shared")
    void recipe_of_another_model_or_target_or_with_unknown_names_is_refused() throws IOException {
        String nano = "c789161a0a0d08ea9ee3ff2ee4b19f5ea12dd3ee2e5ab27e8d7a6ee3ee9ba0ab";
        assertThat(quantize(RECIPE.formatted(nano, "tensorrt", "", "")))
                .startsWith("8 octet: The recipe is for the model yolox_nano.onnx with SHA-256 " + nano + ", ");
        String own = dev.octet.calibrator.model.OnnxModel.at(SharedData.path("models/yolox_nano.onnx"))
                .sha256();
        assertThat(quantize(RECIPE.formatted(own, "onnxruntime", "", "")))
                .startsWith("8 octet: The recipe is for the target onnxruntime, not for tensorrt.\n");
        assertThat(quantize(RECIPE.formatted(own, "tensorrt", "equalise", "")))
                .startsWith("8 octet: The recipe names the repair equalise, which does not exist (did you mean"
                        + " equalize?).\n");
        assertThat(quantize(RECIPE.formatted(own, "tensorrt", "equalize", "\"688\"")))
                .startsWith("8 octet: The channels of 688 cannot be equalized: it is not the output of a SiLU that only"
                        + " depthwise convolutions read (did you mean 687?).\n");
        assertThat(quantize("format: 3"))
                .startsWith("4 octet: The recipe in DIR/recipe.yaml cannot be used: format is 3, must be"
                        + " octet.recipe/1.\n");
        assertThat(folder.resolve("out.onnx")).doesNotExist();
    }

    private String quantize(String recipe) throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe);
        CommandLineRun run = CommandLineRun.of(
                "quantize",
                SharedData.path("models/yolox_nano.onnx").toString(),
                "--images",
                SharedData.path("data/coco128/images").toString(),
                "--limit",
                "2",
                "--target",
                "tensorrt",
                "--recipe",
                file.toString(),
                "-o",
                folder.resolve("out.onnx").toString());
        return run.exitCode() + " " + BadInput.errorIn(run, folder);
    }

    private CommandLineRun tune(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "tune",
                SharedData.path("models/yolox_nano.onnx").toString(),
                "--images",
                SharedData.path("data/coco128/images").toString(),
                "--target",
                "tensorrt",
                "-o",
                folder.resolve("r.yaml").toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }
}
