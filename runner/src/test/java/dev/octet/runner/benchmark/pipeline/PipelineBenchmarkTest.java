package dev.octet.runner.benchmark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.opencv.ImageFormat;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.BadImagePolicy;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.runner.FakeEngine;
import dev.octet.runner.FixedDetector;
import dev.octet.runner.TestPhotos;
import dev.octet.runner.TinyNetworks;
import dev.octet.runner.backend.LoadedEngine;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.detect.InputSize;
import dev.octet.runner.pipeline.DetectionPipeline;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.EngineDetector;
import dev.octet.runner.pipeline.EngineFace;
import dev.octet.runner.pipeline.FoundInImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineBenchmarkTest {

    private static final DetectionSettings DETECTION = new DetectionSettings(0.01, 0.5, 30_000, 300, true);
    private static final FixedDetector DETECTOR =
            FixedDetector.of(3).finding(1, 0.9, 2, 3, 10, 12).finding(2, 0.6, 16, 16, 30, 31);
    private static final LoaderOptions LOADER = LoaderOptions.defaults();

    @TempDir
    private Path folder;

    @BeforeEach
    void seven_photos() throws IOException {
        for (int i = 0; i < 7; i++) {
            TestPhotos.write(folder.resolve(i + ".png"), 32 + i, 32, 250 - 30 * i, ImageFormat.PNG);
        }
    }

    @Test
    void stages_on_threads_of_their_own_find_what_the_detector_finds() {
        DetectionPipeline pipeline =
                pipeline(TinyNetworks.rawOfOpenSize(4, 8, 16, 32).build());
        SortedMap<Integer, FoundInImage> expected = detected(pipeline);
        assertThat(expected).hasSize(7);
        assertThat(expected.values().stream()
                        .mapToInt(found -> found.detections().size())
                        .sum())
                .isGreaterThan(60);
        assertThat(measured(pipeline, settings(1, 1, 1))).isEqualTo(expected);
        assertThat(measured(pipeline, settings(6, 2, 2))).isEqualTo(expected);
    }

    @Test
    void several_images_in_one_run_of_the_model() {
        DetectionPipeline pipeline = pipeline(DETECTOR.grid(-1).build());
        SortedMap<Integer, FoundInImage> expected = detected(pipeline);
        assertThat(measured(pipeline.inBatchesOf(3), settings(5, 1, 1))).isEqualTo(expected);
        assertThat(measured(pipeline.inBatchesOf(2), settings(1, 1, 1))).isEqualTo(expected);
    }

    @Test
    void an_nms_inside_the_model_makes_as_many_rows_as_it_finds() {
        FakeEngine fake = FakeEngine.nms(3, 4).finding(1, 0.9, 2, 3, 10, 12).finding(2, 0.6, 16, 16, 30, 31);
        try (LoadedEngine engine = LoadedEngine.of(fake, fake.signature())) {
            DetectorFace face = EngineFace.of(
                    engine.signature(), Optional.empty(), HeadChoice.automatic().withClasses(3), Optional.empty());
            DetectionHead head = face.requireHead();
            DetectionPipeline pipeline = new DetectionPipeline(
                    new EngineDetector(engine), face, head, face.letterbox(head.preprocess()), DETECTION);
            assertThat(measured(pipeline.inBatchesOf(2), settings(4, 1, 1))).isEqualTo(detected(pipeline));
        }
    }

    @Test
    void one_at_a_time_the_latency_is_the_sum_of_the_stages() {
        PipelineResult result = measure(pipeline(DETECTOR.grid().build()), settings(1, 1, 1), new ArrayList<>());
        for (int run = 0; run < result.latencyNanos().size(); run++) {
            long sum = 0;
            for (StageFigures stage : result.stages()) {
                sum += stage.serviceNanos().get(run);
            }
            assertThat(sum).isEqualTo(result.latencyNanos().get(run));
        }
        assertThat(result.stages()).extracting(StageFigures::stage).containsExactly(Stage.values());
        assertThat(result.stages().stream()
                        .mapToDouble(StageFigures::utilisation)
                        .sum())
                .isBetween(0.5, 1.0);
        assertThat(result.bound()).matches("One run at a time: \\w+ takes most of it, \\d+ %\\.");
    }

    @Test
    void overlapped_no_image_is_faster_than_its_stages() {
        PipelineResult result = measure(pipeline(DETECTOR.grid().build()), settings(4, 1, 1), new ArrayList<>());
        assertThat(result.images()).isGreaterThanOrEqualTo(40);
        for (int run = 0; run < result.latencyNanos().size(); run++) {
            long sum = 0;
            for (StageFigures stage : result.stages()) {
                sum += stage.serviceNanos().get(run);
            }
            assertThat(result.latencyNanos().get(run)).isGreaterThanOrEqualTo(sum);
        }
        double slowest =
                result.stages().stream().mapToDouble(result::capacity).min().orElseThrow();
        assertThat(result.throughput()).isLessThan(1.1 * slowest);
    }

    @Test
    void images_that_cannot_be_read_are_left_out_and_named() throws IOException {
        Files.writeString(folder.resolve("3.png"), "junk");
        DetectionPipeline pipeline = pipeline(DETECTOR.grid().build());
        List<FoundInImage> found = new ArrayList<>();
        PipelineResult result = measure(pipeline, settings(3, 1, 1), found);
        assertThat(result.badImages())
                .extracting(BadImage::file)
                .containsExactly(folder.toRealPath().resolve("3.png"));
        assertThat(found).extracting(FoundInImage::index).contains(5).doesNotContain(6);
        assertThatThrownBy(() -> new PipelineBenchmark(
                                pipeline, settings(3, 1, 1), LOADER.withBadImages(BadImagePolicy.atMost(0)))
                        .measure(session(pipeline), ImageFolder.at(folder), one -> {}))
                .isInstanceOf(ToolkitException.class)
                .hasMessageContaining("3.png");
    }

    @Test
    void what_fails_on_a_stages_thread_fails_the_run() {
        DetectionPipeline pipeline = pipeline(DETECTOR.grid().build());
        PipelineBenchmark benchmark = new PipelineBenchmark(pipeline, settings(4, 2, 1), LOADER);
        try (Session session = session(pipeline)) {
            assertThatThrownBy(() -> benchmark.measure(session, ImageFolder.at(folder), found -> {
                        throw new IllegalStateException("no more");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no more");
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void a_stage_that_is_always_busy_bounds_the_whole() {
        assertThat(result(0.2, 0.99).bound()).isEqualTo("Bound by infer, busy 99 % of the time.");
        assertThat(result(0.95, 0.99).bound())
                .isEqualTo(
                        "Bound by the processor, whose cores are busy 95 % of the time; the busiest stage is infer, busy"
                                + " 99 % of the time.");
        assertThat(result(0.2, 0.5).bound())
                .isEqualTo(
                        "No stage is busy all the time, the busiest is infer, busy 50 % of the time: a larger --depth"
                                + " may do more.");
        PipelineResult result = result(0.2, 0.5);
        assertThat(result.images()).isEqualTo(8);
        assertThat(result.throughput()).isEqualTo(8e9 / 4000);
        assertThat(result.latencyMillis(0.5)).isEqualTo(0.0025);
        assertThat(result.capacity(result.bounding())).isEqualTo(4e9 / 500);
    }

    private static PipelineResult result(double processor, double utilisation) {
        List<StageFigures> stages = Arrays.stream(Stage.values())
                .map(stage -> new StageFigures(
                        stage, 1, List.of(400L, 600L), stage == Stage.INFER ? utilisation : utilisation / 2))
                .toList();
        return new PipelineResult(settings(4, 1, 1), 4, 4000, List.of(2000L, 3000L), stages, processor, List.of());
    }

    private static PipelineSettings settings(int depth, int decoders, int streams) {
        return new PipelineSettings(depth, decoders, streams, Duration.ZERO, 40, Duration.ZERO);
    }

    private static DetectionPipeline pipeline(OnnxModel model) {
        boolean open = model.graph().inputs().get(0).shape().dimension(2) < 0;
        DetectorFace face = DetectorFace.of(
                model, HeadChoice.automatic(), open ? Optional.of(new InputSize(64, 64)) : Optional.empty());
        DetectionHead head = face.requireHead();
        return new DetectionPipeline(model, face, head, face.letterbox(head.preprocess()), DETECTION);
    }

    private static Session session(DetectionPipeline pipeline) {
        return pipeline.open(SessionOptions.defaults().withIntraOpThreads(1));
    }

    private SortedMap<Integer, FoundInImage> detected(DetectionPipeline pipeline) {
        SortedMap<Integer, FoundInImage> found = new TreeMap<>();
        try (Session session = session(pipeline)) {
            pipeline.each(
                    session,
                    ImageFolder.at(folder),
                    LOADER,
                    one -> found.put(one.index(), one),
                    ProgressListener.none());
        }
        return found;
    }

    private SortedMap<Integer, FoundInImage> measured(DetectionPipeline pipeline, PipelineSettings settings) {
        List<FoundInImage> all = new ArrayList<>();
        measure(pipeline, settings, all);
        SortedMap<Integer, FoundInImage> found = new TreeMap<>();
        for (FoundInImage one : all) {
            FoundInImage before = found.putIfAbsent(one.index(), one);
            assertThat(before == null ? one : before).isEqualTo(one);
        }
        return found;
    }

    private PipelineResult measure(DetectionPipeline pipeline, PipelineSettings settings, List<FoundInImage> found) {
        try (Session session = session(pipeline)) {
            return new PipelineBenchmark(pipeline, settings, LOADER)
                    .measure(session, ImageFolder.at(folder), found::add);
        }
    }
}
