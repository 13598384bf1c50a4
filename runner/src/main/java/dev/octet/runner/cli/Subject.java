package dev.octet.runner.cli;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.benchmarks.BenchmarkSettings;
import dev.octet.benchmarks.InterleavedBenchmark;
import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.OnnxRuntimeWorkload;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.expose.RunnablePart;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
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
    private final DetectorFace face;

    Subject(QuantizedFile models, ImageOptions images, Console console, String command) {
        this.models = models;
        this.images = images;
        this.console = console;
        this.command = command;
        this.face = images.face(models.reference());
    }

    DetectorFace face() {
        return face;
    }

    /** Where the report comes from, with so many images. */
    Origin origin(long count) {
        Path folder = images.images;
        String preprocess =
                folder == null ? "" : images.letterbox(face, console.quietly()).inOneLine();
        return new Origins(command, folder == null ? "" : folder.toString(), count, preprocess)
                .of(models.reference(), models.quantized(), models.file());
    }

    /** How far tensors are apart on a few images of a folder. */
    Fidelity fidelity(ImageFolder folder, int count) {
        Letterbox letterbox = images.letterbox(face, console.quietly());
        List<Map<String, FloatTensor>> samples =
                new SampleImages(images.loader(), letterbox, face.image()).spread(folder, count);
        return Measured.fidelity(models.reference(), models.quantized(), samples, console.progress("compare"));
    }

    /** The layers as the INT8 file has them. */
    List<LayerEntry> layers() {
        return LayerMap.read(face.graph(), models.target(), models.quantized());
    }

    /** Both timed in turns on this CPU. */
    Speed speed() {
        SessionOptions options = SessionOptions.defaults().withIntraOpThreads(images.threadCount());
        try (OnnxRuntimeWorkload reference = workload("float", models.reference(), options);
                OnnxRuntimeWorkload quantized = workload("int8", models.quantized(), options)) {
            List<Measurement> measured = new InterleavedBenchmark(TIMING).measure(List.of(reference, quantized));
            return Measured.speed(options.intraOpThreads(), measured.get(0), measured.get(1));
        }
    }

    @MustBeClosed
    private static OnnxRuntimeWorkload workload(String name, OnnxModel model, SessionOptions options) {
        return OnnxRuntimeWorkload.of(name, RunnablePart.of(model), options, SEED);
    }
}
