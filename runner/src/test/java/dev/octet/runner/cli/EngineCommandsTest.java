package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.benchmarks.BenchmarkSettings;
import dev.octet.benchmarks.InterleavedBenchmark;
import dev.octet.benchmarks.load.LoadSettings;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.calibrator.compare.TensorDifference;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.runner.FakeEngine;
import dev.octet.runner.FixedDetector;
import dev.octet.runner.TestPhotos;
import dev.octet.runner.backend.LoadedEngine;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.evaluate.CocoAnnotations;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.SampleImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the commands do with an engine once it is loaded, on one in memory. */
class EngineCommandsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();
    private final Console console = new Console(
            new PrintStream(results, true, StandardCharsets.UTF_8),
            new PrintStream(talk, true, StandardCharsets.UTF_8),
            true,
            false,
            Ansi.OFF);
    private final ImageOptions images = new ImageOptions();
    private Path truthFile;

    @BeforeEach
    void two_photos_of_which_one_is_dark() throws IOException {
        images.images = folder.resolve("photos");
        TestPhotos.write(folder.resolve("photos/a.png"), 64, 64, 255, ImageFormat.PNG);
        TestPhotos.write(folder.resolve("photos/b.png"), 64, 64, 0, ImageFormat.PNG);
        truthFile = Files.writeString(folder.resolve("truth.json"), """
                {"images": [{"id": 7, "file_name": "a.png"}, {"id": 8, "file_name": "b.png"}],
                 "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}, {"id": 3, "name": "owl"}],
                 "annotations": [
                    {"id": 1, "image_id": 7, "category_id": 2, "bbox": [8, 16, 16, 32], "area": 512, "iscrowd": 0},
                    {"id": 2, "image_id": 7, "category_id": 3, "bbox": [40, 40, 20, 20], "area": 400, "iscrowd": 0}]}
                """);
    }

    private static FakeEngine found(FakeEngine engine) {
        return engine.finding(1, 0.9, 4, 8, 12, 24).finding(0, 0.5, 20, 20, 30, 30);
    }

    private static GivenModel given(FakeEngine fake) {
        return GivenModel.ofEngine(loaded(fake), Optional.empty());
    }

    @SuppressWarnings("MustBeClosedChecker") // the given model closes it
    private static LoadedEngine loaded(FakeEngine fake) {
        return LoadedEngine.of(fake, fake.signature());
    }

    private static OnnxModel model() {
        return FixedDetector.of(3)
                .finding(1, 0.9, 4, 8, 12, 24)
                .finding(0, 0.5, 20, 20, 30, 30)
                .grid()
                .build();
    }

    @Test
    void evaluate_scores_what_an_engine_finds() {
        for (FakeEngine fake : List.of(found(FakeEngine.grid(3, 4)), found(FakeEngine.nms(3, 4)))) {
            results.reset();
            CocoAnnotations truth = CocoAnnotations.read(truthFile);
            try (AnnotatedDetector detector = AnnotatedDetector.of(given(fake), images, console)) {
                AnnotatedDetector.Outcome outcome = detector.detect(truth, truthFile, "evaluate");
                assertThat(outcome.found().size()).isEqualTo(2);
                EvaluationReport.of(truth, outcome.found(), Optional.empty())
                        .with(outcome)
                        .printTo(console);
            }
            JsonNode document = JSON.readTree(results.toString(StandardCharsets.UTF_8));
            assertThat(Math.abs(document.get("map").doubleValue() - 0.5)).isLessThan(1e-9);
            assertThat(Math.abs(document.get("perClass").get("dog").doubleValue() - 1))
                    .isLessThan(1e-9);
            assertThat(document.get("perClass").get("owl").doubleValue()).isZero();
            assertThat(document.get("backend").stringValue()).isEqualTo("TensorRT 10.15.1");
            assertThat(fake.isClosed()).isTrue();
        }
        assertThat(talk.toString(StandardCharsets.UTF_8))
                .contains("Backend: TensorRT 10.15.1, for fake.engine is an engine; in memory.\n");
    }

    @Test
    void a_float_model_on_onnx_runtime_is_the_reference_of_an_engine() {
        CocoAnnotations truth = CocoAnnotations.read(truthFile);
        try (AnnotatedDetector engine = AnnotatedDetector.of(given(found(FakeEngine.grid(3, 1))), images, console);
                AnnotatedDetector reference = AnnotatedDetector.of(model(), images, console)) {
            AnnotatedDetector.Outcome seen = engine.detect(truth, truthFile, "evaluate");
            AnnotatedDetector.Outcome expected = reference.detect(truth, truthFile, "reference");
            ReferenceComparison comparison = ReferenceComparison.of(
                    "model.onnx", Optional.of(expected.backend()), truth, expected.found(), seen.found());
            assertThat(comparison.drop().drop()).isZero();
            assertThat(comparison.json().get("backend")).asString().startsWith("ONNX Runtime ");
        }
    }

    @Test
    void an_engine_that_fails_to_be_a_detector_is_closed() {
        FakeEngine fake = FakeEngine.grid(3, 1);
        GivenModel wrong = GivenModel.ofEngine(
                loaded(fake),
                Optional.of(FixedDetector.of(4)
                        .finding(1, 0.9, 4, 8, 12, 24)
                        .gridOfBytes()
                        .build()));
        assertThatThrownBy(() -> AnnotatedDetector.of(wrong, images, console))
                .hasMessageStartingWith("Engine fake.engine was not built from network.onnx: ");
        assertThat(fake.isClosed()).isTrue();
    }

    @Test
    void compare_holds_outputs_against_each_other() {
        try (GivenModel engine = given(found(FakeEngine.grid(3, 1)));
                GivenModel reference = GivenModel.ofOnnx(model(), console)) {
            List<TensorDifference> differences = OutputComparison.of(reference, engine, samples(reference), console)
                    .differences();
            assertThat(differences).hasSize(1);
            TensorDifference grid = differences.get(0);
            assertThat(grid.tensor()).isEqualTo("grid");
            assertThat(grid.sqnr()).isGreaterThan(100);
            assertThat(grid.maxError()).isLessThan(1e-5);
        }
    }

    @Test
    void models_without_a_common_output_cannot_be_compared() {
        try (GivenModel engine = given(found(FakeEngine.nms(3, 1)));
                GivenModel reference = GivenModel.ofOnnx(model(), console)) {
            assertThatThrownBy(() -> OutputComparison.of(reference, engine, samples(reference), console))
                    .hasMessage("Models network.onnx and fake.engine have no float output in common: grid and num_dets,"
                            + " det_boxes, det_scores, det_classes.");
        }
    }

    private List<Map<String, FloatTensor>> samples(GivenModel model) {
        DetectorFace face = model.face(HeadChoice.automatic(), Optional.empty());
        return new SampleImages(images.loader(), face.letterbox("yolo"), face.image())
                .spread(images.folder(folder.resolve("photos")), 2);
    }

    @Test
    void benchmark_times_an_engine_in_turns_with_a_model() {
        SessionOptions options = SessionOptions.defaults().withIntraOpThreads(1);
        FakeEngine fake = found(FakeEngine.grid(3, 4));
        try (TimedModels timed = new TimedModels(options, console)) {
            timed.add("fake.engine", given(fake));
            timed.add("model.onnx", GivenModel.ofOnnx(model(), console));
            BenchmarkSettings settings = new BenchmarkSettings(Duration.ZERO, 3, Duration.ZERO);
            new BenchmarkReport(options)
                    .addTurns(
                            new InterleavedBenchmark(settings).measure(timed.workloads()),
                            timed.backends(),
                            List.of(90d))
                    .printTo(console);
            timed.sayGraphs();
        }
        assertThat(fake.runs()).isEqualTo(1 + 1 + 3);
        assertThat(fake.isClosed()).isTrue();
        JsonNode models =
                JSON.readTree(results.toString(StandardCharsets.UTF_8)).get("models");
        assertThat(models.get(0).get("backend").stringValue()).isEqualTo("TensorRT 10.15.1");
        assertThat(models.get(1).get("backend").stringValue()).startsWith("ONNX Runtime ");
        assertThat(talk.toString(StandardCharsets.UTF_8))
                .contains("Backend: TensorRT 10.15.1, for fake.engine is an engine; in memory.\n")
                .contains("ONNX Runtime on the CPU, 1 threads: model.onnx\n")
                .contains("CUDA graph of fake.engine: not asked for.\n");
    }

    @Test
    void benchmark_puts_a_load_on_an_engine() {
        FakeEngine fake = found(FakeEngine.grid(3, 4));
        LoadSettings settings = LoadSettings.defaults()
                .withWarmUp(Duration.ZERO)
                .withDuration(Duration.ZERO)
                .withIterations(4);
        BenchmarkRequest request = new BenchmarkRequest(
                null,
                new LoadOptions(),
                new EngineLoadOptions(),
                images,
                new BackendOptions(),
                new PowerOptions(),
                new RooflineOptions(),
                console,
                CommandSpec.create());
        LatencyMode.measure("fake.engine", given(fake), request, settings.withDepth(2), Optional.empty());
        // One for the shapes of the outputs, three before time begins, four that count.
        assertThat(fake.runs()).isEqualTo(1 + 3 + 4);
        assertThat(fake.isClosed()).isTrue();
        JsonNode one = JSON.readTree(results.toString(StandardCharsets.UTF_8))
                .get("models")
                .get(0);
        assertThat(one.get("backend").stringValue()).isEqualTo("TensorRT 10.15.1");
        assertThat(one.get("sampleNanos").size()).isEqualTo(4);
        assertThat(one.get("choices").get("depth").intValue()).isEqualTo(1);
        assertThat(talk.toString(StandardCharsets.UTF_8))
                .contains("Batch 1, random inputs, one query at a time, as fast as they go\n");
    }
}
