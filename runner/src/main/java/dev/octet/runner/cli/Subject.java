package dev.octet.runner.cli;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.benchmarks.BenchmarkSettings;
import dev.octet.benchmarks.InterleavedBenchmark;
import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.SessionWorkload;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.expose.RunnablePart;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.runner.detect.InputSize;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.SampleImages;
import dev.octet.runner.report.Fidelity;
import dev.octet.runner.report.LayerEntry;
import dev.octet.runner.report.LayerMap;
import dev.octet.runner.report.Measured;
import dev.octet.runner.report.Origin;
import dev.octet.runner.report.Origins;
import dev.octet.runner.report.Speed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two models that a report is about, and what can be measured of them. */
final class Subject {

    private static final long SEED = 1;

    /** Enough for a stable median; 'octet benchmark' measures for longer. */
    private static final BenchmarkSettings TIMING =
            new BenchmarkSettings(Duration.ofMillis(500), 30, Duration.ofSeconds(3));

    private final QuantizedFile models;
    private final ImageOptions images;
    private final Console console;
    private final String command;
    private final Optional<DetectorFace> face;
    private final Optional<PreparationOptions.Preprocessing> preprocessing;

    /**
     * These models on these images, if there are any.
     *
     * @throws ToolkitException {@code BAD_INPUT} when the float model does not take the images
     */
    Subject(QuantizedFile models, ImageOptions images, Console console, String command) {
        this.models = models;
        this.images = images;
        this.console = console;
        this.command = command;
        this.face = face(models, images);
        this.preprocessing = images.images == null
                ? Optional.empty()
                : face.map(seen -> images.preprocessing(seen, console.quietly()));
    }

    /** A model that takes no image has none, and needs none without images. */
    private static Optional<DetectorFace> face(QuantizedFile models, ImageOptions images) {
        try {
            return Optional.of(images.face(models.reference()));
        } catch (ToolkitException e) {
            if (images.images != null) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The float graph with its sizes. */
    Graph graph() {
        return face.map(DetectorFace::graph).orElseGet(() -> models.reference().graph());
    }

    /** Where the report comes from, with so many images. */
    Origin origin(long count) {
        Path folder = images.images;
        String preprocess = preprocessing
                .map(one -> one.name() + ": " + one.letterbox().inOneLine())
                .orElse("");
        String identity = folder == null ? "" : images.folder(folder).identity();
        return new Origins(command, folder == null ? "" : folder.toString(), count, identity, preprocess)
                .of(models.reference(), models.quantized(), models.file());
    }

    /** How far tensors are apart on a few images of a folder. */
    Fidelity fidelity(ImageFolder folder, int count) {
        List<Map<String, FloatTensor>> samples = new SampleImages(
                        images.loader(),
                        preprocessing.orElseThrow().letterbox(),
                        face.orElseThrow().image())
                .spread(folder, count);
        return Measured.fidelity(models.reference(), models.quantized(), samples, console.progress("compare"));
    }

    /** The layers as the INT8 file has them. */
    List<LayerEntry> layers() {
        return LayerMap.read(graph(), models.target(), models.quantized());
    }

    /** Both timed in turns on this CPU. */
    Speed speed() {
        SessionOptions options = SessionOptions.defaults().withIntraOpThreads(images.threadCount());
        console.say("Timing both models in turns, " + options.intraOpThreads() + " threads");
        try (SessionWorkload reference = workload("float", models.reference(), options);
                SessionWorkload quantized = workload("int8", models.quantized(), options)) {
            List<Measurement> measured = new InterleavedBenchmark(TIMING).measure(List.of(reference, quantized));
            return Measured.speed(options.intraOpThreads(), measured.get(0), measured.get(1));
        }
    }

    @MustBeClosed
    private SessionWorkload workload(String name, OnnxModel model, SessionOptions options) {
        return SessionWorkload.of(name, RunnablePart.of(sized(model)), options, SEED);
    }

    /** A model that leaves the size of its image open, for the size that images have here. */
    private OnnxModel sized(OnnxModel model) {
        if (face.isEmpty() || !face.get().sizeIsOpen()) {
            return model;
        }
        InputSize size = face.get().input();
        ModelEditor editor = model.edit();
        editor.setInputShape(
                face.get().inputName(),
                face.get().image().shape(size.width(), size.height()).toArray());
        return editor.build();
    }
}
