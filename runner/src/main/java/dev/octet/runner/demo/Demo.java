package dev.octet.runner.demo;

import dev.octet.benchmarks.InterleavedBenchmark;
import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.SessionWorkload;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationImages;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.CalibratorDefaults;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.runner.demo.scene.SceneFolder;
import dev.octet.runner.evaluate.CocoEvaluation;
import dev.octet.runner.evaluate.MapDrop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** From nothing to figures: draws scenes, calibrates, quantizes, evaluates, times, and leaves every file that it made. */
public final class Demo {

    private static final long BENCHMARK_SEED = 1;

    private final Path folder;
    private final long seed;
    private final DemoQuantization quantization;
    private final DemoEngine engine;
    private final DemoTalk talk;

    /**
     * A demo.
     *
     * @param folder where its files go; made when it is not there
     * @param seed that its scenes follow from, 0 or more
     * @param quantization how it quantizes
     * @param engine makes an engine of what it quantized for TensorRT
     * @param talk told what it does
     */
    public Demo(Path folder, long seed, DemoQuantization quantization, DemoEngine engine, DemoTalk talk) {
        if (seed < 0) {
            throw new IllegalArgumentException("seed is " + seed + ", must be at least 0");
        }
        this.folder = folder;
        this.seed = seed;
        this.quantization = quantization;
        this.engine = engine;
        this.talk = talk;
    }

    private record Made(DemoResult.Target target, FoundInScenes found, DemoQuantization.Outcome outcome) {}

    /**
     * Does all of it.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code OUT_OF_RESOURCES} when the folder cannot be written
     */
    public DemoResult run() {
        long start = System.nanoTime();
        AtomicFile.requireWritable(file("summary.json"));
        OnnxModel model = DemoModel.load();
        model.writeTo(file(DemoModel.NAME));
        Detector detector = Detector.of(model);

        talk.say("Drawing scenes: " + DemoDefaults.CALIBRATION_SCENES + " to calibrate on, "
                + DemoDefaults.EVALUATION_SCENES + " to measure on");
        SceneFolder forCalibration = draw("calibration", 0, DemoDefaults.CALIBRATION_SCENES);
        AnnotatedScenes scenes = AnnotatedScenes.of(draw("evaluation", 1, DemoDefaults.EVALUATION_SCENES));

        ImageFolder images = AnnotatedScenes.of(forCalibration).images();
        Calibration calibration = calibrate(model, detector, images);
        Path table = file("shapes.calibration");
        calibration.writeTo(table);
        Path cache = file("shapes.tensorrt.cache");
        calibration.writeTensorRtCache(cache, CalibratorDefaults.TENSORRT_VERSION, model);

        talk.say("Measuring the float model");
        FoundInScenes found = scenes.run(model, detector, talk.progress("float"));
        List<DemoResult.Algorithm> algorithms =
                algorithms(DeploymentTarget.all().get(0), model, calibration, detector, scenes);
        List<Made> made = new ArrayList<>();
        for (DeploymentTarget target : DeploymentTarget.all()) {
            made.add(target(target, model, images, detector, scenes, found));
        }
        List<DemoResult.Latency> latencies =
                time(model, made.get(0).target().quantized().model());
        DemoResult.OnGpu onGpu = new EngineTrial(engine, detector, scenes, found, talk)
                .run(file("shapes.tensorrt.onnx"), file("shapes.engine"));
        List<Path> pictures = new ScenePictures(folder.resolve("pictures"), scenes)
                .draw(sceneSeed(1), found, made.get(0).found());
        talk.say("Writing the reports");
        DemoReports reports = DemoReports.of(model, detector, scenes, images, found);
        List<Path> pages = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            Optional<DemoResult.Latency> timed =
                    i == 0 ? Optional.of(latencies.get(latencies.size() - 1)) : Optional.empty();
            pages.add(reports.write(
                    made.get(i).target(), made.get(i).found(), made.get(i).outcome(), timed));
        }
        DemoResult result = new DemoResult(
                folder,
                seed,
                forCalibration,
                scenes.drawn(),
                calibration,
                table,
                cache,
                new DemoResult.Model(
                        file(DemoModel.NAME), model.sizeBytes(), CocoEvaluation.evaluate(scenes.truth(), found.all())),
                algorithms,
                made.stream().map(Made::target).toList(),
                latencies,
                onGpu,
                pictures,
                pages,
                Duration.ofNanos(System.nanoTime() - start));
        DemoSummary.of(result).writeTo(file("summary.json"));
        return result;
    }

    private SceneFolder draw(String name, int part, int count) {
        return SceneFolder.draw(folder.resolve(name), sceneSeed(part), count, talk.progress(name));
    }

    /** Scenes of different seeds of the user share nothing, and none is of the seed that the detector was trained on. */
    private long sceneSeed(int part) {
        return 1_000_000 + 2 * seed + part;
    }

    private Calibration calibrate(OnnxModel model, Detector detector, ImageFolder images) {
        talk.say("Calibrating once for every algorithm: "
                + String.join(
                        ", ", Estimators.all().stream().map(one -> one.name()).toList()));
        try (CalibrationImages source = CalibrationImages.open(
                images, detector.letterbox(), detector.face().inputName(), LoaderOptions.defaults())) {
            return Calibrator.of(model).calibrate(source, talk.progress("calibrate"));
        }
    }

    private List<DemoResult.Algorithm> algorithms(
            DeploymentTarget target,
            OnnxModel model,
            Calibration calibration,
            Detector detector,
            AnnotatedScenes scenes) {
        talk.say("Measuring each algorithm by itself, for " + target.name());
        List<DemoResult.Algorithm> measured = new ArrayList<>();
        for (RangeEstimator algorithm : Estimators.all()) {
            OnnxModel quantized = Quantizer.forTarget(target)
                    .withRange(algorithm)
                    .quantize(model, calibration)
                    .model();
            FoundInScenes found = scenes.run(quantized, detector, talk.progress(algorithm.name()));
            measured.add(new DemoResult.Algorithm(
                    algorithm.name(), target.name(), CocoEvaluation.evaluate(scenes.truth(), found.all())));
        }
        return measured;
    }

    private Made target(
            DeploymentTarget target,
            OnnxModel model,
            ImageFolder images,
            Detector detector,
            AnnotatedScenes scenes,
            FoundInScenes reference) {
        talk.say("Quantizing for " + target.name());
        DemoQuantization.Outcome outcome = quantization.quantize(model, target, images);
        Path file = file("shapes." + target.name() + ".onnx");
        OnnxModel quantized = outcome.quantized().model();
        outcome.quantized().writeTo(file);
        talk.say("Measuring " + file.getFileName());
        FoundInScenes found = scenes.run(quantized, detector, talk.progress(target.name()));
        MapDrop drop = MapDrop.of(scenes.truth(), reference.all(), List.of(found.all()))
                .get(0);
        DemoResult.Model measured =
                new DemoResult.Model(file, quantized.sizeBytes(), CocoEvaluation.evaluate(scenes.truth(), found.all()));
        return new Made(
                new DemoResult.Target(target.name(), measured, drop, outcome.quantized(), outcome.search()),
                found,
                outcome);
    }

    private List<DemoResult.Latency> time(OnnxModel reference, OnnxModel quantized) {
        talk.say("Timing both on this CPU, in turns");
        return IntStream.of(1, Runtime.getRuntime().availableProcessors())
                .distinct()
                .mapToObj(threads -> time(reference, quantized, threads))
                .toList();
    }

    private static DemoResult.Latency time(OnnxModel reference, OnnxModel quantized, int threads) {
        SessionOptions options = SessionOptions.defaults().withIntraOpThreads(threads);
        try (SessionWorkload first = SessionWorkload.of("float", reference, options, BENCHMARK_SEED);
                SessionWorkload second = SessionWorkload.of("int8", quantized, options, BENCHMARK_SEED)) {
            List<Measurement> measured =
                    new InterleavedBenchmark(DemoDefaults.BENCHMARK).measure(List.of(first, second));
            return new DemoResult.Latency(threads, measured.get(0), measured.get(1));
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }
}
