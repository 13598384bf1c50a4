package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.FixedDetector;
import dev.octet.runner.TinyNetworks;
import dev.octet.runner.demo.DemoDefaults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports of the demo's detector on a few scenes, in which one class has a hostile name. */
class ReportCommandsTest {

    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path folder;

    private static Path model;
    private static Path int8;
    private static Path annotations;

    @BeforeAll
    static void quantize_with_a_report() throws IOException {
        model = folder.resolve("shapes.onnx");
        try (InputStream shipped = DemoDefaults.class.getResourceAsStream("shapes.onnx")) {
            Files.write(model, Objects.requireNonNull(shipped).readAllBytes());
        }
        done(CommandLineRun.of("demo", "--scenes", "12", "--seed", "5", "-o", path("scenes"), "--quiet"));
        annotations = folder.resolve("hostile.json");
        Files.writeString(
                annotations,
                Files.readString(folder.resolve("scenes/instances.json"))
                        .replace("\"circle\"", JSON.writeValueAsString(HOSTILE)));
        int8 = folder.resolve("int8.onnx");
        done(CommandLineRun.of(
                "quantize",
                model.toString(),
                "--images",
                path("scenes/images"),
                "--limit",
                "4",
                "--range",
                "minmax",
                "--target",
                "tensorrt",
                "-o",
                int8.toString(),
                "--report",
                path("quantized.html")));
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void done(CommandLineRun run) {
        assertThat(run.exitCode()).as(run.talk()).isZero();
    }

    private static CommandLineRun create(Path reference, Path quantized, String page, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "report",
                "create",
                reference.toString(),
                quantized.toString(),
                "--images",
                path("scenes/images"),
                "-o",
                path(page)));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void a_quantization_reports_layers_ranges_and_how_far_tensors_are_apart() throws IOException {
        JsonNode report = JSON.readTree(folder.resolve("quantized.json"));
        assertThat(report.get("schema").stringValue()).isEqualTo("octet.report/1");
        assertThat(report.get("origin").get("target").stringValue()).isEqualTo("tensorrt");
        assertThat(report.get("origin").get("command").stringValue()).startsWith("octet quantize ");
        assertThat(report.get("accuracy").isNull()).isTrue();
        assertThat(report.get("speed").isNull()).isTrue();
        assertThat(report.get("fidelity").get("tensors").size()).isGreaterThan(100);
        assertThat(report.get("layers")
                        .valueStream()
                        .filter(one -> one.get("macs").longValue() > 0))
                .hasSize(58);
        assertThat(report.get("layers")
                        .valueStream()
                        .filter(one -> one.get("block").stringValue().startsWith("detect")))
                .hasSize(3)
                .allSatisfy(one -> {
                    assertThat(one.get("int8").booleanValue()).isFalse();
                    assertThat(one.get("reason").stringValue()).startsWith("last convolution before an output");
                });
        assertThat(Files.readString(folder.resolve("quantized.html")))
                .contains("Activation ranges", "last convolution before an output", "Not measured: give");
    }

    @Test
    void minimum_and_maximum_are_what_a_model_of_ranges_by_minmax_has() {
        JsonNode report = JSON.readTree(folder.resolve("quantized.json"));
        int compared = 0;
        for (JsonNode tensor : report.get("tensors")) {
            long counted = tensor.get("counts")
                    .valueStream()
                    .mapToLong(JsonNode::longValue)
                    .sum();
            assertThat(counted).isEqualTo(tensor.get("values").longValue());
            assertThat(tensor.get("counts").size()).isLessThanOrEqualTo(96);
            JsonNode chosen = tensor.get("chosen");
            boolean alone = tensor.get("tensor").stringValue().equals("images");
            if (!chosen.isNull() && alone) {
                JsonNode minmax = tensor.get("thresholds").get(0);
                assertThat(minmax.get("algorithm").stringValue()).isEqualTo("minmax");
                assertThat(chosen.get("high").doubleValue())
                        .isCloseTo(minmax.get("high").doubleValue(), within(1e-6));
                assertThat(chosen.get("scale").doubleValue() * 127)
                        .isCloseTo(chosen.get("high").doubleValue(), within(1e-6));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(1);
    }

    @Test
    void a_report_of_two_files_measures_what_it_is_given_the_means_for() throws IOException {
        CommandLineRun run = create(model, int8, "whole.html", "--annotations", annotations.toString(), "--json");
        done(run);
        JsonNode document = JSON.readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.report.create/1");
        assertThat(document.get("timesSmaller").doubleValue()).isGreaterThan(2);
        JsonNode report = JSON.readTree(folder.resolve("whole.json"));
        JsonNode accuracy = report.get("accuracy");
        assertThat(accuracy.get("images").intValue()).isEqualTo(12);
        assertThat(accuracy.get("reference").get("map").doubleValue()).isGreaterThan(0.6);
        assertThat(accuracy.get("drop").doubleValue())
                .isCloseTo(
                        accuracy.get("reference").get("map").doubleValue()
                                - accuracy.get("quantized").get("map").doubleValue(),
                        within(1e-12));
        assertThat(document.get("mapDrop")).isEqualTo(accuracy.get("drop"));
        assertThat(document.get("mapDropMargin")).isEqualTo(accuracy.get("margin"));
        assertThat(report.get("speed").get("speedup").doubleValue()).isPositive();
        assertThat(document.get("speedup")).isEqualTo(report.get("speed").get("speedup"));
        assertThat(report.get("origin").get("preprocess").stringValue()).startsWith("yolo: width: 320, ");
        assertThat(report.get("tensors")).isEmpty();
        String page = Files.readString(folder.resolve("whole.html"));
        assertThat(page)
                .doesNotContain(HOSTILE)
                .contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;")
                .doesNotContain("http://")
                .doesNotContain("https://");
        assertThat(Files.size(folder.resolve("whole.html"))).isLessThan(3_000_000);
    }

    @Test
    void layers_read_from_a_file_are_those_that_were_placed() {
        done(create(model, int8, "read.html", "--no-timing"));
        JsonNode placed = JSON.readTree(folder.resolve("quantized.json")).get("layers");
        JsonNode read = JSON.readTree(folder.resolve("read.json")).get("layers");
        assertThat(read).isEqualTo(placed);
    }

    @Test
    void layers_of_a_file_for_onnx_runtime_are_those_that_were_placed_with_what_was_excluded() {
        CommandLineRun run = CommandLineRun.of(
                "quantize",
                model.toString(),
                "--images",
                path("scenes/images"),
                "--limit",
                "4",
                "--range",
                "mse",
                "--exclude",
                "^/model.(0|8)/conv/Conv$",
                "--target",
                "onnxruntime",
                "-o",
                path("excluded.onnx"),
                "--report",
                path("excluded.html"));
        done(run);
        done(create(model, folder.resolve("excluded.onnx"), "file.html", "--no-timing"));
        JsonNode placed = JSON.readTree(folder.resolve("excluded.json")).get("layers");
        JsonNode read = JSON.readTree(folder.resolve("file.json")).get("layers");
        assertThat(precisions(read)).isEqualTo(precisions(placed));
        assertThat(precisions(read)).contains("/model.0/conv/Conv false", "/model.1/conv/Conv true");
    }

    private static List<String> precisions(JsonNode layers) {
        return layers.valueStream()
                .map(one -> one.get("node").stringValue() + " " + one.get("int8"))
                .toList();
    }

    @Test
    void a_model_of_open_size_is_timed_at_the_size_of_its_images() throws IOException {
        Path open = TinyNetworks.rawOfOpenSize(3, 8, 16, 32).write(folder.resolve("open.onnx"));
        Path quantized = folder.resolve("open.int8.onnx");
        done(CommandLineRun.of(
                "quantize",
                open.toString(),
                "--images",
                path("scenes/images"),
                "--limit",
                "2",
                "--input-size",
                "96x64",
                "--range",
                "minmax",
                "--target",
                "onnxruntime",
                "-o",
                quantized.toString()));
        done(create(open, quantized, "open.html", "--input-size", "96x64", "--limit", "2"));
        JsonNode report = JSON.readTree(folder.resolve("open.json"));
        assertThat(report.get("speed").get("reference").get("rounds").intValue())
                .isGreaterThanOrEqualTo(30);
        assertThat(report.get("layers").get(0).get("macs").longValue()).isPositive();
        assertThat(report.get("origin").get("preprocess").stringValue()).startsWith("yolo: width: 96, height: 64, ");
        assertThat(report.get("origin").get("imagesSha256").stringValue()).matches("[0-9a-f]{64}");
    }

    @Test
    void two_reports_can_be_compared() throws IOException {
        CommandLineRun other = CommandLineRun.of(
                "quantize",
                model.toString(),
                "--images",
                path("scenes/images"),
                "--limit",
                "4",
                "--range",
                "entropy",
                "--exclude",
                "^/model.0/conv/Conv$",
                "--target",
                "tensorrt",
                "-o",
                path("other.onnx"),
                "--report",
                path("other.html"));
        done(other);
        CommandLineRun run = CommandLineRun.of(
                "report", "diff", path("quantized.json"), path("other.json"), "-o", path("diff.html"), "--json");
        done(run);
        JsonNode difference = JSON.readTree(run.results());
        assertThat(difference.get("schema").stringValue()).isEqualTo("octet.report.diff/1");
        assertThat(difference
                        .get("layers")
                        .valueStream()
                        .map(one -> one.get("name").stringValue()))
                .contains("/model.0/conv/Conv");
        assertThat(difference.get("ranges").size()).isGreaterThan(10);
        assertThat(Files.readString(folder.resolve("diff.html"))).contains("/model.0/conv/Conv", "not measured");
    }

    @Test
    void a_comparison_reports_what_it_found() {
        CommandLineRun run = CommandLineRun.of(
                "compare",
                model.toString(),
                int8.toString(),
                "--images",
                path("scenes/images"),
                "--limit",
                "2",
                "--report",
                path("compared.html"));
        done(run);
        JsonNode report = JSON.readTree(folder.resolve("compared.json"));
        assertThat(report.get("fidelity").get("images").intValue()).isEqualTo(2);
        assertThat(report.get("origin").get("imageCount").intValue()).isEqualTo(2);
    }

    @Test
    void a_float_model_in_the_place_of_the_int8_model_is_named() {
        CommandLineRun run = create(model, model, "wrong.html");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .isEqualTo("octet: Model " + model + " has no Q/DQ pairs, so it is no INT8 model.\n"
                        + "  Give the float model first and its INT8 model second.\n");
        assertThat(folder.resolve("wrong.html")).doesNotExist();
    }

    @Test
    void an_int8_model_in_the_place_of_the_float_model_is_named() {
        CommandLineRun run = create(int8, int8, "wrong.html");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .isEqualTo("octet: Model int8.onnx has Q/DQ pairs, so it is no float model.\n"
                        + "  Give the float model first and its INT8 model second.\n");
    }

    @Test
    void a_comparison_that_is_not_of_float_and_int8_has_no_report() {
        CommandLineRun run = CommandLineRun.of(
                "compare",
                model.toString(),
                model.toString(),
                "--images",
                path("scenes/images"),
                "--report",
                path("wrong.html"));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk()).startsWith("octet: Model " + model + " has no Q/DQ pairs, so it is no INT8 model.\n");
        assertThat(folder.resolve("wrong.html")).doesNotExist();
    }

    @Test
    void models_of_other_images_are_refused() throws IOException {
        Path other = FixedDetector.of(3).grid().write(folder.resolve("other.float.onnx"));
        CommandLineRun run = create(other, int8, "wrong.html");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .isEqualTo("octet: Model " + int8 + " takes images of 320 x 320 px, " + other
                        + " takes images of 32 x 32 px.\n  Compare models with the same input.\n");
    }

    @Test
    void an_int8_model_of_another_float_model_is_said() {
        Path other = folder.resolve("edited.onnx");
        ModelEditor editor = OnnxModel.at(model).edit();
        editor.setMetadata("note", "edited");
        editor.build().writeTo(other);
        CommandLineRun run = create(other, int8, "edited.html", "--no-timing");
        done(run);
        assertThat(run.talk())
                .contains("Warning: " + int8 + " was made from another file than edited.onnx: the differences are not"
                        + " those of quantization alone.\n");
        assertThat(create(model, int8, "same.html", "--no-timing").talk()).doesNotContain("Warning: " + int8);
    }

    @Test
    void a_page_that_is_no_html_is_refused_before_the_work() {
        CommandLineRun run = create(Path.of("no-such.onnx"), int8, "page.json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .startsWith("octet: The page would be written to " + path("page.json")
                        + ", whose name does not end in .html.\n  Name a file that ends in .html.\n");
        CommandLineRun diff = CommandLineRun.of(
                "report", "diff", path("quantized.json"), path("quantized.json"), "-o", path("quantized.json"));
        assertThat(diff.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("quantized.json")).content().startsWith("{\"schema\":\"octet.report/1\"");
    }

    @Test
    void annotations_beside_the_page_are_not_replaced_by_its_json() {
        CommandLineRun run = create(model, int8, "hostile.html", "--annotations", annotations.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .startsWith("octet: The JSON of the page " + path("hostile.html") + " would replace " + annotations
                        + ", which is no report.\n  Name another page, or move that file away.\n");
        assertThat(annotations).content().contains("\"annotations\"");
    }

    @Test
    void canvases_of_every_size_are_refused_before_the_work() {
        CommandLineRun run =
                create(model, int8, "rect.html", "--annotations", annotations.toString(), "--preprocess", "yolo-rect");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .startsWith("octet: Preprocessing yolo-rect gives each batch of images a size of its own, which only"
                        + " 'octet evaluate'");
        assertThat(folder.resolve("rect.html")).doesNotExist();
    }

    @Test
    void a_report_needs_images() {
        CommandLineRun run = CommandLineRun.of("report", "create", "a.onnx", "b.onnx", "-o", path("none.html"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: Missing required option: '--images=DIR'.\n");
    }
}
