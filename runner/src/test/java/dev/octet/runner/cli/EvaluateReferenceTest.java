package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.runner.TinyNetworks;
import dev.octet.runner.evaluate.CocoDetections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code evaluate --reference} on files of detections, and what is said of wrong ones. */
class EvaluateReferenceTest {

    private static final int IMAGES = 6;

    @TempDir
    private Path folder;

    private Path annotations;
    private Path reference;
    private final CocoDetections exact = new CocoDetections();

    /** One object of 100 x 100 px on each image, which the reference finds, and mistakes of low score. */
    @BeforeEach
    void write() throws IOException {
        List<String> images = new ArrayList<>();
        List<String> objects = new ArrayList<>();
        for (int i = 1; i <= IMAGES; i++) {
            images.add("{\"id\": " + i + ", \"file_name\": \"" + i + ".jpg\"}");
            objects.add("{\"id\": " + i + ", \"image_id\": " + i + ", \"category_id\": 1, \"bbox\": [0, 0, 100, 100],"
                    + " \"area\": 10000, \"iscrowd\": 0}");
            exact.add(i, 1, 0, 0, 100, 100, 0.9);
            exact.add(i, 1, 300, 0, 100, 100, 0.2);
        }
        annotations = Files.writeString(
                folder.resolve("annotations.json"),
                "{\"images\": " + images + ", \"categories\": [{\"id\": 1, \"name\": \"cat\"}], \"annotations\": "
                        + objects + "}");
        reference = folder.resolve("float.json");
        exact.writeTo(reference);
    }

    /** IoU 0.72 on two images, where five of the ten thresholds hold; scores lower by 0.4. */
    private Path somewhatWorse() {
        CocoDetections found = new CocoDetections();
        for (int i = 1; i <= IMAGES; i++) {
            found.add(i, 1, 0, 0, 100, i <= 2 ? 72 : 100, 0.5);
            found.add(i, 1, 300, 0, 100, 100, 0.1);
        }
        Path file = folder.resolve("int8.json");
        found.writeTo(file);
        return file;
    }

    private CommandLineRun evaluate(Path detections, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("evaluate", "--annotations", annotations.toString(), "--detections", detections.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void without_a_reference_the_best_confidence_is_given() {
        CommandLineRun run = evaluate(reference);
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results())
                .contains("6 images, 12 detections\n"
                        + "Best confidence 0.900: F1 1.0000, precision 1.0000, recall 1.0000 at IoU .50\n")
                .doesNotContain("reference");
    }

    @Test
    void change_is_given_with_its_interval_and_whether_it_is_noise() {
        CommandLineRun run = evaluate(somewhatWorse(), "--reference", reference.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results())
                .containsPattern("(?m)^ +reference +model +change +95 % interval$")
                .containsPattern("(?m)^AP  IoU \\.50 +1\\.0000 +1\\.0000 +\\+0\\.0000$")
                .containsPattern("(?m)^best confidence +0\\.8999 +0\\.4995 +-0\\.4004$")
                .containsPattern("(?m)^F1 by image +1\\.0000 +0\\.8333 +-0\\.1667 +-0\\.437\\d to \\+0\\.104\\d$")
                .contains("The drop of F1 by image, 0.1667, cannot be told from noise: its 95 % interval holds 0.\n"
                        + "Of 6 images 0 are better, 2 worse, 4 the same.\n");
    }

    @Test
    void json_has_the_same() {
        CommandLineRun run = evaluate(somewhatWorse(), "--reference", reference.toString(), "--json");
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.evaluate/1");
        assertThat(document.get("bestConfidence").get("confidence").doubleValue())
                .isCloseTo(0.5, within(0.001));
        assertThat(document.get("f1Curve").get("f1")).hasSize(112);
        JsonNode held = document.get("reference");
        assertThat(held.get("file").stringValue()).isEqualTo(reference.toString());
        assertThat(held.get("map").doubleValue()).isCloseTo(1, within(1e-12));
        assertThat(held.get("mapDrop").doubleValue())
                .isCloseTo(1 - document.get("map").doubleValue(), within(1e-12));
        assertThat(held.get("mapDropMargin").doubleValue()).isPositive();
        assertThat(held.get("bestConfidenceShift").doubleValue()).isCloseTo(-0.4, within(0.001));
        JsonNode images = held.get("byImage");
        assertThat(images.get("meanF1Change").doubleValue()).isCloseTo(-1.0 / 6, within(1e-12));
        assertThat(images.get("beyondChance").booleanValue()).isFalse();
        assertThat(images.get("worse").intValue()).isEqualTo(2);
        assertThat(images.get("same").intValue()).isEqualTo(4);
        assertThat(images.get("mostChanged")).hasSize(2);
        assertThat(images.get("mostChanged").get(0).get("image").stringValue()).isEqualTo("1.jpg");
        assertThat(images.get("mostChanged").get(0).get("model").doubleValue()).isEqualTo(0.5);
    }

    @Test
    void detections_that_find_nothing_have_no_best_confidence() {
        Path file = folder.resolve("none.json");
        new CocoDetections().writeTo(file);
        CommandLineRun run = evaluate(file, "--reference", reference.toString());
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results())
                .contains("No detection is right at any confidence.\n")
                .contains("The drop of mAP, 1.0000, is more than noise: its 95 % interval does not hold 0.\n")
                .contains("Of 6 images 0 are better, 6 worse, 0 the same.\n");
    }

    @Test
    void limit_takes_the_first_images_of_both() {
        CommandLineRun run = evaluate(somewhatWorse(), "--reference", reference.toString(), "--limit", "2");
        assertThat(run.results())
                .contains("2 images, 4 detections\n")
                .contains("The drop of F1 by image, 0.5000, is more than noise: its 95 % interval does not hold 0.\n")
                .contains("Of 2 images 0 are better, 2 worse, 0 the same.\n");
    }

    @Test
    void one_image_has_no_interval() {
        CommandLineRun run = evaluate(somewhatWorse(), "--reference", reference.toString(), "--limit", "1", "--json");
        JsonNode held = JsonMapper.builder().build().readTree(run.results()).get("reference");
        assertThat(held.get("mapDropMargin").isNull()).isTrue();
        assertThat(ReferenceComparison.verdict("mAP", -0.1, Double.NaN, false))
                .isEqualTo("The drop of mAP, 0.1000, cannot be told from noise: one image has no interval.");
        assertThat(ReferenceComparison.verdict("mAP", 0, 0.05, false)).isEqualTo("There is no change of mAP.");
        assertThat(ReferenceComparison.verdict("mAP", 0.1, 0.05, true))
                .isEqualTo("The rise of mAP, 0.1000, is more than noise: its 95 % interval does not hold 0.");
    }

    @Test
    void a_model_as_reference_needs_images() {
        CommandLineRun run = evaluate(reference, "--reference", "float.onnx");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .startsWith(
                        "octet: Missing option: '--images=DIR', for the model of '--reference'; detections in a file"
                                + " end in .json.\n");
    }

    @Test
    void a_reference_that_is_not_there_is_bad_input() {
        CommandLineRun run =
                evaluate(reference, "--reference", folder.resolve("no.json").toString());
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(BadInput.errorIn(run, folder))
                .isEqualTo("octet: COCO file DIR/no.json cannot be used: there is no such file.\n"
                        + "  Give a COCO instances file as annotations and a COCO results file as detections.\n");
    }

    @Test
    void a_model_of_one_size_is_not_evaluated_in_rectangles() throws IOException {
        Path model = TinyNetworks.raw(64, 1, 8, 16, 32).write(folder.resolve("model.onnx"));
        CommandLineRun run = CommandLineRun.of(
                "evaluate",
                model.toString(),
                "--images",
                folder.toString(),
                "--annotations",
                annotations.toString(),
                "--preprocess",
                "yolo-rect");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(BadInput.errorIn(run, folder))
                .endsWith(
                        "octet: Preprocessing yolo-rect gives each batch of images a size of its own, model model.onnx"
                                + " takes images of 64x64 px only.\n"
                                + "  Use --preprocess yolo-fixed, or export the model with dynamic height and width.\n");
    }
}
