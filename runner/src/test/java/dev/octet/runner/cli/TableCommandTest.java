package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.files.Sha256;
import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.table.CalibrationTable;
import dev.octet.calibrator.table.ImageSet;
import dev.octet.calibrator.table.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code octet table} on a table of three tensors, and on what is made of it. */
class TableCommandTest {

    @TempDir
    private Path folder;

    private Path table;
    private Path model;

    @BeforeEach
    void writeTable() throws IOException {
        model = TinyModels.relu(folder.resolve("model.onnx"), 1, 3, 8, 8);
        TensorObserver images = new TensorObserver("images");
        images.observe(new float[] {0, 1, 2, 254}, 0, 4);
        TensorObserver output = new TensorObserver("output");
        output.observe(new float[] {-12.7f, 3, Float.POSITIVE_INFINITY}, 0, 3);
        TensorObserver never = new TensorObserver("never: [finite]");
        never.observe(new float[] {Float.NaN, Float.NaN}, 0, 2);
        table = folder.resolve("model.calibration");
        CalibrationTable.of(
                        new Provenance(
                                "0.1.0",
                                "model.onnx",
                                Sha256.of(Files.readAllBytes(model)),
                                ImageSet.ofNames(List.of("a", "b")),
                                Map.of()),
                        List.of(images.snapshot(), output.snapshot(), never.snapshot()),
                        Estimators.all())
                .writeTo(table);
    }

    @Test
    void show_lists_what_was_observed_and_the_ranges() {
        assertThat(ok("show", table, "--range", "minmax").results().replace(folder.toString(), "DIR"))
                .isEqualTo(
                        "DIR/model.calibration: calibration table, 3 tensors, model model.onnx, 2 images, range minmax\n"
                                + "tensor               min     max  range from      to   width  values  zeros  NaN  Inf\n"
                                + "images                 0  254.00           0  254.00  254.00       4      1    0    0\n"
                                + "output           -12.700  3.0000     -12.700  3.0000  15.700       3      0    0    1\n"
                                + "never: [finite]        -       -           -       -       -       2      0    2    0\n");
    }

    @Test
    void show_filters_and_sorts() {
        assertThat(ok("show", table, "--match", "ut|ne", "--sort", "name").results())
                .containsSubsequence("never: [finite]", "output", "2 of 3 tensors")
                .doesNotContain("\nimages");
        assertThat(ok("show", table, "--sort", "WIDTH").results())
                .containsSubsequence("\nimages", "\noutput", "\nnever");
        assertThat(ok("show", table, "--sort", "magnitude").results())
                .containsSubsequence("\nimages", "\noutput", "\nnever");
        assertThat(ok("show", table, "--sort", "nonfinite").results())
                .containsSubsequence("\nnever", "\noutput", "\nimages");
    }

    @Test
    void show_is_one_document_in_json() {
        JsonNode document = json(ok("show", table, "--range", "minmax", "--match", "output", "--json"));
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.table.show/1");
        assertThat(document.get("format").stringValue()).isEqualTo("octet-table");
        assertThat(document.get("tensorsInFile").intValue()).isEqualTo(3);
        assertThat(document.get("tensors").toString())
                .isEqualTo("[{\"name\":\"output\",\"observed\":[-12.7,3.0],\"values\":3,\"zeros\":0,\"nan\":0,"
                        + "\"infinite\":1,\"range\":[-12.7,3.0],\"width\":15.699999809265137}]");
    }

    @Test
    void cache_is_written_shown_and_re_headered() throws IOException {
        Path cache = folder.resolve("a.cache");
        CommandLineRun run = ok("convert", table, "--to", "tensorrt-cache", "--range", "minmax", "-o", cache);
        assertThat(run.results()).isEqualTo(cache + ": TensorRT cache, 2 tensors, range minmax\n");
        assertThat(run.talk())
                .contains("The cache is for TensorRT 10.15.1, as no --tensorrt-version was given; "
                        + "another one would pass over it.\n")
                .contains("Left out: never: [finite], it had no finite value in calibration.\n");
        assertThat(cache).hasContent("TRT-101501-EntropyCalibration2\nimages: 40000000\noutput: 3dcccccd\n");
        assertThat(ok("show", cache).results())
                .isEqualTo(cache + ": TensorRT cache, 2 tensors, TensorRT 10.15.1, EntropyCalibration2\n"
                        + "tensor    scale  range from      to   width\n"
                        + "images   2.0000     -254.00  254.00  508.00\n"
                        + "output  0.10000     -12.700  12.700  25.400\n");

        Path other = folder.resolve("b.cache");
        ok(
                "convert",
                cache,
                "--to",
                "tensorrt-cache",
                "--tensorrt-version",
                "8.6.1",
                "--algorithm",
                "minmax",
                "--rename",
                "output=onnx::Mul 7: [x]",
                "-o",
                other);
        assertThat(other).hasContent("TRT-8601-MinMaxCalibration\nimages: 40000000\nonnx::Mul 7: [x]: 3dcccccd\n");
        ok("convert", other, "--to", "tensorrt-cache", "-o", cache);
        assertThat(cache).hasSameBinaryContentAs(other);
    }

    @Test
    void ranges_go_to_onnx_runtime_and_back_into_a_cache() {
        Path ranges = folder.resolve("r.json");
        Path cache = folder.resolve("r.cache");
        JsonNode document =
                json(ok("convert", table, "--to", "onnxruntime-ranges", "--range", "entropy", "-o", ranges, "--json"));
        assertThat(document.get("format").stringValue()).isEqualTo("onnxruntime-ranges");
        assertThat(document.get("method").stringValue()).isEqualTo("Entropy");
        assertThat(document.get("rangeChoice").stringValue()).isEqualTo("entropy");
        assertThat(document.get("leftOut").toString()).isEqualTo("[\"never: [finite]\"]");
        assertThat(ok("show", ranges).results())
                .startsWith(ranges + ": ONNX Runtime ranges file, 2 tensors, method Entropy\n" + "tensor  range from ");
        ok("convert", ranges, "--to", "tensorrt-cache", "-o", cache);
        assertThat(ok("diff", ranges, cache).results())
                .startsWith("2 tensors in both, 0 with different ranges (compared as symmetric)");
        ok("convert", cache, "--to", "onnxruntime-ranges", "-o", ranges);
        assertThat(ok("diff", ranges, cache, "--max-ratio", "1").results()).startsWith("2 tensors in both, 0 with");
    }

    @Test
    void a_model_without_layers_to_quantize_gives_no_range() {
        Path cache = folder.resolve("m.cache");
        assertThat(failure("convert", table, "--to", "tensorrt-cache", "--model", model, "-o", cache))
                .isEqualTo("4: There is no range to write: no tensor had a finite value, or the model has no layer to"
                        + " quantize.\n  See what there is with 'octet table show' and 'octet inspect'.\n");
        assertThat(cache).doesNotExist();
    }

    @Test
    void diff_lists_the_worst_first_and_what_only_one_has() throws IOException {
        Path a = Files.writeString(
                folder.resolve("a"),
                "TRT-8601-EntropyCalibration2\nsame: 3f800000\nx: 3f800000\ny: 3f800000\nm: 3f800000\n");
        Path b = Files.writeString(
                folder.resolve("b"),
                "TRT-8601-MinMaxCalibration\nsame: 3f800000\nx: 40000000\ny: 40800000\nn n: 3f800000\n");
        assertThat(ok("diff", a, b).results())
                .isEqualTo("3 tensors in both, 2 with different ranges (compared as symmetric)\n"
                        + "tensor   ratio   A from      to   B from      to\n"
                        + "y       4.0000  -127.00  127.00  -508.00  508.00\n"
                        + "x       2.0000  -127.00  127.00  -254.00  254.00\n"
                        + "only in A: m\n"
                        + "only in B: n n\n");
        CommandLineRun gated = run("diff", a, b, "--max-ratio", "3", "--json");
        assertThat(gated.exitCode()).isEqualTo(3);
        assertThat(gated.talk())
                .isEqualTo(
                        "octet: The ratio of the ranges of tensor 'y' is 4.0000, --max-ratio asks for at most 3.0000.\n"
                                + "  Find out what differs between the two calibrations, or raise the gate.\n");
        JsonNode document = json(gated);
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.table.diff/1");
        assertThat(document.get("a").get("algorithm").stringValue()).isEqualTo("EntropyCalibration2");
        assertThat(document.get("symmetric").booleanValue()).isTrue();
        assertThat(document.get("tensors").get(0).toString())
                .isEqualTo("{\"name\":\"y\",\"ratio\":4.0,\"a\":[-127.0,127.0],\"b\":[-508.0,508.0]}");
        assertThat(document.get("tensors")).hasSize(3);
        assertThat(document.get("onlyInB").toString()).isEqualTo("[\"n n\"]");
        assertThat(run("diff", a, b, "--max-ratio", "4").exitCode()).isZero();
    }

    @Test
    void diff_of_tables_compares_affine_ranges_and_no_ratio_is_null() throws IOException {
        assertThat(ok("diff", table, table, "--range", "mse", "--max-ratio", "1")
                        .results())
                .isEqualTo("2 tensors in both, 0 with different ranges\n");
        String tensor = "{\"x\":{\"CLS\":\"TensorData\",\"lowest\":%d,\"highest\":%d}}";
        Path a = Files.writeString(folder.resolve("a"), String.format(java.util.Locale.ROOT, tensor, 0, 6));
        Path b = Files.writeString(folder.resolve("b"), String.format(java.util.Locale.ROOT, tensor, -6, 0));
        assertThat(json(ok("diff", a, b, "--json"))
                        .get("tensors")
                        .get(0)
                        .get("ratio")
                        .isNull())
                .isTrue();
        assertThat(run("diff", a, b, "--max-ratio", "100").exitCode()).isEqualTo(3);
        Path other = Files.writeString(folder.resolve("c"), Files.readString(a).replace("\"x\"", "\"z\""));
        assertThat(failure("diff", a, other, "--max-ratio", "100"))
                .isEqualTo("3: No tensor is in both files, --max-ratio has nothing to look at.\n"
                        + "  Compare files of one model, or rename tensors with 'table convert'.\n");
    }

    @Test
    void validate_tells_what_is_there_and_what_to_know_of_it() {
        JsonNode document = json(ok("validate", table, "--json"));
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.table.validate/1");
        assertThat(document.get("valid").booleanValue()).isTrue();
        assertThat(document.get("tensors").intValue()).isEqualTo(3);
        assertThat(document.has("missing")).isFalse();
        assertThat(document.get("warnings")).hasSize(2);
        assertThat(ok("validate", table).results())
                .isEqualTo(table + ": valid calibration table, 3 tensors\n"
                        + "Warning: Tensor output had 0 NaN and 1 infinite values of 3; they do not count for its range.\n"
                        + "Warning: Tensor never: [finite] had 2 NaN and 0 infinite values of 2; "
                        + "they do not count for its range.\n");
    }

    @Test
    void validate_refuses_a_table_of_another_model_or_a_changed_one_with_8() throws IOException {
        assertThat(failure("validate", table, "--model", model))
                .startsWith(
                        "4: The calibration table DIR/model.calibration does not quite go with the model: 1 of its 3"
                                + " names are no tensor of 'model.onnx', 'never: [finite]'.\n");
        Path other = TinyModels.relu(folder.resolve("other.onnx"), 1, 3, 16, 16);
        assertThat(failure("validate", table, "--model", other))
                .startsWith("8: The calibration table was made for another model: for 'model.onnx' (sha256 ");
        Files.writeString(table, Files.readString(table).replace("\"images\":2", "\"images\":3"));
        assertThat(failure("validate", table))
                .startsWith("8: Calibration table DIR/model.calibration was changed after it was written: ");
    }

    @Test
    void validate_refuses_bad_scales_and_names_with_4_and_a_cache_of_another_model_with_8() throws IOException {
        Path cache = folder.resolve("c.cache");
        String header = "TRT-8601-EntropyCalibration2\n";
        Files.writeString(cache, header + "images: 7f800000\noutput: bf800000\n");
        assertThat(failure("validate", cache))
                .isEqualTo(
                        "4: TensorRT cache DIR/c.cache is not valid: line 2 gives tensor 'images' the scale Infinity,"
                                + " expected a number from 1e-18 to 1e18; line 3 gives tensor 'output' the scale -1.0,"
                                + " expected a number from 1e-18 to 1e18.\n  Correct the file, or make it again.\n");
        Files.writeString(cache, header + "images: 3f800000\noutput: 3f800000\nmore: 3f800000\n");
        assertThat(failure("validate", cache, "--model", model))
                .startsWith("4: The TensorRT cache DIR/c.cache does not quite go with the model: ");
        Files.writeString(cache, header + "in: 3f800000\nout: 3f800000\n");
        assertThat(failure("validate", cache, "--model", model))
                .startsWith("8: The TensorRT cache DIR/c.cache was made for another model: ");
        Files.writeString(cache, header.replace("8601", "110000") + "images: 3f800000\n");
        assertThat(ok("validate", cache, "--model", model).results())
                .isEqualTo(cache + ": valid TensorRT cache, 1 tensors, 0 of the 0 that INT8 layers read\n"
                        + "Warning: TensorRT 11.0.0 reads no calibration cache.\n");
    }

    @Test
    void what_cannot_be_converted_is_said_and_nothing_is_written() throws IOException {
        Path cache = Files.writeString(folder.resolve("c.cache"), "TRT-8601-EntropyCalibration2\nx: 3f800000\n");
        Path out = folder.resolve("out");
        assertThat(failure("convert", cache, "--to", "octet-table", "-o", out))
                .isEqualTo(
                        "5: No calibration table can be made of DIR/c.cache: the format tensorrt-cache holds one range"
                                + " for each tensor, a table its histogram, its counts and the hash of its model.\n"
                                + "  Make the table with 'octet calibrate'.\n");
        assertThat(failure("convert", table, "--to", "octet-table", "-o", out))
                .isEqualTo("2: File DIR/model.calibration is a calibration table already.\n"
                        + "  Copy it; its tensors keep the names that they have in its model.\n");
        assertThat(failure("convert", cache, "--to", "onnxruntime-ranges", "--range", "mse", "-o", out))
                .isEqualTo("2: '--range mse' has nothing to choose from: a TensorRT cache or ONNX Runtime ranges file"
                        + " holds one range for each tensor, chosen when it was written.\n"
                        + "  Leave '--range' out, or name a calibration table.\n");
        assertThat(failure("convert", cache, "--to", "onnxruntime-ranges", "--model", model, "-o", out))
                .isEqualTo("2: '--model' adds ranges that follow from a calibration table; DIR/c.cache is a file of the"
                        + " format tensorrt-cache.\n"
                        + "  Leave '--model' out, or convert the table that the file was made from.\n");
        assertThat(failure("convert", table, "--to", "tensorrt-cache", "--tensorrt-version", "11.0.0", "-o", out))
                .startsWith("5: TensorRT 11.0.0 reads no calibration cache: ");
        assertThat(failure("convert", table, "--to", "tensorrt-cache", "--rename", "a=b", "-o", out))
                .startsWith("2: There is no tensor 'a' to rename.\n");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "show t --match [ | Invalid value for option '--match': '[' is not a regular expression "
                        + "(Unclosed character class).",
                "diff t t --max-ratio 0.5 | Invalid value for option '--max-ratio': 0.5 is below 1, "
                        + "the ratio of equal ranges.",
                "convert t --to tflite -o o | Invalid value for option '--to': 'tflite' is not one of "
                        + "tensorrt-cache, onnxruntime-ranges.",
                "convert t --to onnxruntime-ranges --algorithm minmax -o o | '--tensorrt-version' and '--algorithm' "
                        + "need '--to=tensorrt-cache'.",
                "shwo t | Unknown command: 'shwo'."
            })
    void wrong_usage_is_named(String arguments, String message) {
        CommandLineRun run = run((Object[]) arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: " + message + "\n");
    }

    @Test
    void table_alone_is_wrong_usage() {
        CommandLineRun run = run();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: Missing command.\n  See 'octet table --help'.\n");
    }

    private static CommandLineRun ok(Object... arguments) {
        CommandLineRun run = run(arguments);
        assertThat(run.exitCode()).as(run.talk()).isZero();
        return run;
    }

    private String failure(Object... arguments) {
        CommandLineRun run = run(arguments);
        assertThat(run.results()).isEqualTo(run.exitCode() == 3 ? run.results() : "");
        return run.exitCode() + ": " + BadInput.errorIn(run, folder).substring("octet: ".length());
    }

    private static CommandLineRun run(Object... arguments) {
        return CommandLineRun.of(
                Stream.concat(Stream.of("table"), Stream.of(arguments).map(Object::toString))
                        .toArray(String[]::new));
    }

    private static JsonNode json(CommandLineRun run) {
        return JsonMapper.builder().build().readTree(run.results());
    }
}
