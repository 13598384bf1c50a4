package dev.octet.runner.cli;

import dev.octet.bindings.onnxruntime.OnnxRuntime;
import dev.octet.bindings.opencv.OpenCv;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.BadImagePolicy;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.Preprocess;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How images are read and become tensors, wherever they are. */
class PreparationOptions {

    private static final String DEFAULT_PREPROCESS = Preprocess.YOLO;

    @Option(
            names = "--preprocess",
            paramLabel = "NAME|FILE.yaml",
            description =
                    "yolo, yolo-fixed, yolo-rect (evaluate only), yolox, or a YAML file; by default what the model's"
                            + " head goes with.")
    @Nullable
    String preprocess;

    @Mixin
    HeadOptions detector = new HeadOptions();

    @Option(names = "--limit", paramLabel = "N", description = "Use the first N images only.")
    @Nullable
    Integer limit;

    @Option(
            names = "--max-bad-images",
            paramLabel = "N",
            description = "Fail when more images cannot be read; by default 1 %% of them and at least 1.")
    @Nullable
    Integer maxBadImages;

    @Option(names = "--threads", paramLabel = "N", description = "Threads; by default one per core.")
    @Nullable
    Integer threads;

    /** Begins to load what running a model on images needs, while the model is read. */
    static void loadAhead() {
        OnnxRuntime.library().loadAhead();
        OpenCv.library().loadAhead();
    }

    int threadCount() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : Math.max(1, threads);
    }

    ImageFolder folder(Path folder) {
        ImageFolder all = ImageFolder.at(folder);
        return limit == null ? all : all.limit(limit);
    }

    LoaderOptions loader() {
        LoaderOptions options = LoaderOptions.defaults().withThreads(threadCount());
        return maxBadImages == null ? options : options.withBadImages(BadImagePolicy.atMost(maxBadImages));
    }

    /** The files that are read beside the images. */
    Stream<Path> files() {
        return Stream.ofNullable(preprocess)
                .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                .map(Path::of);
    }

    /** The model as a detector, with what was said of its head and its size. */
    DetectorFace face(OnnxModel model) {
        return detector.face(model);
    }

    /** The same of a model that may be an engine, and that tells so many classes apart if that is known. */
    DetectorFace face(GivenModel model, Optional<Integer> classes) {
        return detector.face(model, classes);
    }

    /** How images become tensors, and what that is called. */
    record Preprocessing(String name, Letterbox letterbox) {}

    /** The letterbox for a model, and a line that says which it is and why. */
    Letterbox letterbox(DetectorFace face, Console console) {
        return preprocessing(face, console).letterbox();
    }

    /** The same with its name. */
    Preprocessing preprocessing(DetectorFace face, Console console) {
        HeadOptions.say(face, console);
        Optional<DetectionHead> recognised = face.head();
        String name = recognised.map(DetectionHead::preprocess).orElse(DEFAULT_PREPROCESS);
        String why = recognised.map(h -> "for head " + h.name()).orElse("no head recognised: the usual one");
        Letterbox letterbox;
        if (preprocess == null) {
            letterbox = face.letterbox(name);
            why += own(face);
        } else if (preprocess.equals(Preprocess.YOLO_FIXED)) {
            name = preprocess;
            letterbox = face.letterbox(name);
            why = "as given" + own(face);
        } else {
            name = preprocess;
            letterbox =
                    Preprocess.named(name, face.input().width(), face.input().height());
            why = "as given";
        }
        face.requireFits(letterbox);
        console.say("Preprocessing: " + name + " (" + why + "), " + letterbox.inOneLine());
        return new Preprocessing(name, letterbox);
    }

    static String own(DetectorFace face) {
        String own = face.ownPreprocessing();
        return own.isEmpty() ? "" : "; the model itself " + own;
    }

    static void report(List<BadImage> bad, Console console) {
        bad.forEach(image -> console.say("Left out: " + image.file() + ": " + image.reason()));
    }

    static List<Map<String, String>> json(List<BadImage> bad) {
        return bad.stream()
                .map(image -> Map.of("file", image.file().toString(), "reason", image.reason()))
                .toList();
    }
}
