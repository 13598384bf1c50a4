package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.calibrator.model.TensorType;
import dev.octet.runner.NetworkBuilder;
import dev.octet.runner.TestPhotos;
import dev.octet.runner.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BuildCommandTest {

    @TempDir
    private Path folder;

    private Path model;
    private Path engine;

    @BeforeEach
    void a_detector() throws IOException {
        model = TinyNetworks.grid(64, 3, 8, 16, 32).write(folder.resolve("model.onnx"));
        engine = folder.resolve("model.engine");
    }

    private Path photos(int count) throws IOException {
        Path photos = folder.resolve("photos");
        for (int i = 0; i < count; i++) {
            TestPhotos.write(photos.resolve("photo" + i + ".jpg"), 64, 64, 40 * i, ImageFormat.JPEG);
        }
        return photos;
    }

    private Path qdq() throws IOException {
        NetworkBuilder network = NetworkBuilder.random();
        String dq = network.pair(network.images(8, 8), 0.5f);
        return network.output(network.conv(dq, 3, 8, 3, 1), -1, -1, -1, -1).write(folder.resolve("qdq.onnx"));
    }

    private Path open(long... shape) throws IOException {
        NetworkBuilder network = NetworkBuilder.random();
        String conv = network.conv(network.input("images", TensorType.FLOAT, shape), 3, 8, 3, 1);
        return network.output(conv, -1, -1, -1, -1).write(folder.resolve("open.onnx"));
    }

    private CommandLineRun dry(Path of, String... more) {
        List<String> arguments = new ArrayList<>(List.of("build", of.toString(), "-o", engine.toString(), "--dry-run"));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void pairs_that_tensorrt_takes_none_of_are_refused_before_the_build() throws IOException {
        NetworkBuilder network = NetworkBuilder.random();
        String dq = network.pair(network.images(8, 8), 0.5f, TensorType.UINT8, 128);
        Path file = network.output(network.conv(dq, 3, 8, 3, 1), -1, -1, -1, -1).write(folder.resolve("u8.onnx"));
        CommandLineRun run = dry(file);
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .contains("has 1 other: images is uint8 with scale 0.5 and zero point 128.")
                .contains("octet quantize MODEL --target tensorrt -o OUT.onnx");
    }

    @Test
    void a_dry_run_says_what_would_be_built() {
        CommandLineRun run = dry(model);
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results()).matches("Would build " + engine + " from " + model + """
                :
                  nodes       \\d+ of the ONNX graph
                  inputs      images 1x3x64x64 float
                  precision   fp16 where it is faster, else fp32 \\(the model has no Q/DQ\\)
                  calibrator  none
                  memory      weights \\d+\\.\\d MiB, tensors at most \\d+\\.\\d MiB, and scratch memory without a limit \
                \\(--workspace sets one\\)
                """);
        assertThat(engine).doesNotExist();
    }

    @Test
    void a_dry_run_is_one_json_document() throws IOException {
        CommandLineRun run = dry(
                model,
                "--precision=int8",
                "--images=" + photos(5),
                "--limit=4",
                "--calibrator=minmax",
                "--workspace=2GiB",
                "--json");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.build/1");
        assertThat(document.get("dryRun").booleanValue()).isTrue();
        assertThat(document.get("precision").stringValue()).isEqualTo("int8");
        assertThat(document.get("calibrator").stringValue()).isEqualTo("minmax");
        assertThat(document.get("images").intValue()).isEqualTo(4);
        assertThat(document.get("inputs").get(0).stringValue()).isEqualTo("images 1x3x64x64 float");
        assertThat(document.get("memory").get("workspaceBytes").longValue()).isEqualTo(2L << 30);
    }

    @Test
    void the_calibrator_that_goes_with_the_data_is_chosen_and_shown() throws IOException {
        CommandLineRun images = dry(model, "--precision=int8", "--images=" + photos(3));
        assertThat(images.results())
                .contains("  precision   int8 with ranges of calibrator entropy2, the rest in fp16 or fp32\n")
                .contains("  calibrator  entropy2, 3 batches of 1 images\n");
        Path table = folder.resolve("table");
        assertThat(CommandLineRun.of(
                                "calibrate",
                                model.toString(),
                                "--images=" + folder.resolve("photos"),
                                "-o",
                                table.toString())
                        .exitCode())
                .isZero();
        assertThat(dry(model, "--precision=int8", "--calibration=" + table).results())
                .contains("  calibrator  octet-mse, from the calibration table\n");
        assertThat(dry(model, "--precision=best", "--calibrator=octet-entropy", "--images=" + folder.resolve("photos"))
                        .results())
                .contains("  calibrator  octet-entropy, 3 images\n");
    }

    @Test
    void a_table_of_another_model_is_refused() throws IOException {
        Path table = folder.resolve("table");
        CommandLineRun.of("calibrate", model.toString(), "--images=" + photos(2), "-o", table.toString());
        CommandLineRun run = dry(open(1, 3, 64, 64), "--precision=int8", "--calibration=" + table);
        assertThat(run.exitCode()).isEqualTo(8);
    }

    @Test
    void an_open_batch_is_1_unless_shapes_are_given() throws IOException {
        Path open = open(-1, 3, 32, 32);
        CommandLineRun one = dry(open);
        assertThat(one.talk())
                .isEqualTo("Input 'images' leaves the batch open: 1 is taken; --opt-shapes and --max-shapes give"
                        + " others.\n");
        assertThat(one.results()).contains("  inputs      images 1x3x32x32 float\n");
        assertThat(dry(open, "--opt-shapes=images:4x3x32x32", "--max-shapes=images:16x3x32x32")
                        .results())
                .contains("  inputs      images 4x3x32x32 to 16x3x32x32, made for 4x3x32x32 float\n");
    }

    @Test
    void calibration_images_have_the_size_that_the_engine_is_made_for() throws IOException {
        Path open = TinyNetworks.rawOfOpenSize(3, 8, 16, 32).write(folder.resolve("sizes.onnx"));
        CommandLineRun run =
                dry(open, "--precision=int8", "--images=" + photos(4), "--opt-shapes=images:2x3x64x96", "--quiet");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results()).contains("  calibrator  entropy2, 2 batches of 2 images\n");
        CommandLineRun other = dry(
                open,
                "--precision=int8",
                "--images=" + folder.resolve("photos"),
                "--opt-shapes=images:2x3x64x96",
                "--input-size=64");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.talk())
                .endsWith("octet: '--input-size' is 64x64, the engine is made for 96x64.\n"
                        + "  Leave '--input-size' out: --opt-shapes says the size.\n");
    }

    @Test
    void fewer_images_than_a_batch_are_refused() throws IOException {
        Path open = TinyNetworks.rawOfOpenSize(3, 8, 16, 32).write(folder.resolve("sizes.onnx"));
        CommandLineRun run =
                dry(open, "--precision=int8", "--images=" + photos(3), "--opt-shapes=images:4x3x64x64", "--quiet");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.talk())
                .endsWith("octet: There are 3 images, not enough for one batch of 4.\n"
                        + "  Give more images, or make the engine for a smaller batch with --opt-shapes.\n");
    }

    @Test
    void a_model_with_qdq_is_int8_and_takes_no_calibrator() throws IOException {
        assertThat(dry(qdq()).results())
                .contains("  precision   int8 with ranges of the model's 2 nodes of Q/DQ, the rest in fp16 or fp32 (the"
                        + " model has Q/DQ)\n  calibrator  none: the model has its ranges\n");
        CommandLineRun run = dry(qdq(), "--images=" + photos(1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .isEqualTo(
                        "octet: Model qdq.onnx has 2 nodes of Q/DQ, which say its ranges: TensorRT would not ask the"
                                + " calibrator entropy2.\n  Leave the calibrator and its data out, or build the float model.\n");
    }

    @Test
    void strong_typing_says_what_becomes_of_the_rest() throws IOException {
        CommandLineRun run = dry(qdq(), "--strongly-typed");
        assertThat(run.exitCode()).isZero();
        assertThat(run.talk())
                .isEqualTo(
                        "Strongly typed: what is float32 in the model becomes FP16, its inputs and outputs aside.\n");
        assertThat(dry(model, "--strongly-typed", "--precision=fp16").talk())
                .startsWith("Strongly typed: what is float32");
        assertThat(dry(model, "--strongly-typed", "--precision=fp32").talk())
                .isEqualTo("Strongly typed: what is float32 in the model stays float32.\n");
    }

    @Test
    void a_layer_precision_needs_a_layer() {
        assertThat(dry(model, "--layer-precision=*conv*=fp32").exitCode()).isZero();
        CommandLineRun run = dry(model, "--layer-precision=head*=fp32");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .isEqualTo("octet: '--layer-precision head*=fp32' is about no layer that computes with floats.\n"
                        + "  Use the names of nodes that 'octet inspect' prints; * stands for any text.\n");
    }

    @Test
    void the_engine_never_replaces_its_model() {
        CommandLineRun run = CommandLineRun.of("build", model.toString(), "-o", folder + "/./model.onnx");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: '--output' is the model itself: " + folder + "/./model.onnx.\n");
    }

    @Test
    void a_missing_model_is_named() {
        assertThat(dry(folder.resolve("none.onnx")).exitCode()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--precision=half | Invalid value for option '--precision': 'half' is not one of fp32, fp16, int8, best",
                "--workspace=2GB | Invalid value for option '--workspace': '2GB' is not a size such as 2GiB, 512MiB or"
                        + " 64KiB",
                "--workspace=0MiB | Invalid value for option '--workspace': '0MiB' is not a size such as 2GiB, 512MiB or"
                        + " 64KiB",
                "--optimization-level=6 | Invalid value for option '--optimization-level': '6' is not a level from 0 to 5",
                "--hardware-compatibility=all | Invalid value for option '--hardware-compatibility': 'all' is not one of"
                        + " none, ampere-plus, same-compute-capability",
                "--dla=-1 | Invalid value for option '--dla': '-1' is not the number of a core",
                "--device=-1 | Invalid value for option '--device': '-1' is not the number of a GPU",
                "--gpu-fallback | '--gpu-fallback' needs '--dla=N'",
                "--dla=0 --precision=fp32 | '--dla' computes in FP16 and INT8, '--precision=fp32' allows neither",
                "--dla=0 --calibrator=minmax --images=. | '--dla' takes ranges of entropy2 or of Octet's calibrators only,"
                        + " not of minmax",
                "--strongly-typed --layer-precision=a=fp16 | '--layer-precision' and '--strongly-typed' exclude each"
                        + " other: types come from the model",
                "--export-layers=l.json --version-compatible | '--export-layers' loads the engine, which Octet does not do"
                        + " with one of '--version-compatible': it carries code of its own",
                "--calibrator=mse | Invalid value for option '--calibrator': 'mse' is not one of entropy2, entropy, minmax,"
                        + " octet-mse, octet-entropy, octet-percentile",
                "--calibrator=octet-mse | '--calibrator=octet-mse' needs '--images=DIR' or '--calibration=FILE'",
                "--calibrator=entropy | '--calibrator=entropy' needs '--images=DIR', or a '--calibration-cache=FILE' that"
                        + " is there",
                "--calibration-cache=none.cache | '--calibrator=entropy2' needs '--images=DIR': there is no calibration"
                        + " cache none.cache yet",
                "--calibrator=entropy2 --calibration=t | '--calibration=FILE' is for octet-mse, octet-entropy or"
                        + " octet-percentile: TensorRT's own calibrator entropy2 needs '--images=DIR'",
                "--images=. --calibration=t | Give either '--images=DIR' or '--calibration=FILE'",
                "--calibrator=octet-mse --images=. --calibration-cache=c | '--calibration-cache' is of TensorRT's own"
                        + " calibrators, not of octet-mse; 'octet table convert' writes a table as one"
            })
    void options_that_mean_nothing_are_refused_before_anything_is_read(String options, String message) {
        for (boolean dry : new boolean[] {true, false}) {
            List<String> arguments = new ArrayList<>(List.of("build", "none.onnx", "-o", engine.toString()));
            arguments.addAll(List.of(options.split(" ")));
            if (dry) {
                arguments.add("--dry-run");
            }
            CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.talk())
                    .startsWith("octet: " + message + ".\n  See 'octet build --help'.\nUsage: octet build ");
        }
        assertThat(engine).doesNotExist();
    }

    @Test
    void an_engine_from_int8_without_ranges_is_refused() throws IOException {
        CommandLineRun run = dry(model, "--precision=int8");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: INT8 needs ranges, and model.onnx has no Q/DQ.\n");
        Path cache = Files.writeString(folder.resolve("c"), "TRT-101501-EntropyCalibration2\nimages: 3c010a14\n");
        assertThat(dry(model, "--precision=int8", "--calibration-cache=" + cache)
                        .results())
                .contains("  calibrator  entropy2, from the calibration cache\n");
    }
}
