package dev.octet.runner.cli;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.repair.ChannelEqualization;
import dev.octet.calibrator.search.OutputError;
import dev.octet.calibrator.search.SearchEffort;
import dev.octet.calibrator.search.SearchResult;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Repairs a model and searches for its ranges on a few images of a folder. */
final class SearchRequest {

    /** Images that channel ranges are taken from. */
    private static final int SURVEYED = 32;

    /** Images that configurations are compared on: more for small networks. */
    private static final int MOST_COMPARED = 16;

    private static final int LEAST_COMPARED = 4;
    private static final double OPERATIONS = 12e9;

    private final DetectorFace face;
    private final Path folder;
    private final ImageOptions options;
    private final Letterbox letterbox;
    private final Console console;

    SearchRequest(DetectorFace face, Path folder, ImageOptions options, Letterbox letterbox, Console console) {
        this.face = face;
        this.folder = folder;
        this.options = options;
        this.letterbox = letterbox;
        this.console = console;
    }

    /** The model with uneven channels equalized, or as it is. */
    ChannelEqualization.Outcome repair(OnnxModel model, boolean integerActivations) {
        ChannelEqualization.Outcome repaired = ChannelEqualization.apply(model, load(SURVEYED), integerActivations);
        if (!repaired.tensors().isEmpty()) {
            console.say("Channels equalized: " + String.join(", ", repaired.tensors()));
        }
        return repaired;
    }

    /** The ranges, and what stays in float, that hurt the outputs least. */
    SearchResult search(OnnxModel model, Calibration calibration, Quantizer quantizer, SearchEffort effort) {
        long macs = Math.max(1, ModelCost.of(model.graph()).macs());
        int images = (int) Math.max(LEAST_COMPARED, Math.min(MOST_COMPARED, OPERATIONS / macs));
        Optional<DetectionHead> head = face.head(options.head);
        OutputError error = head.map(DetectionHead::outputError).orElse(OutputError.relativeSquares());
        SearchResult found =
                quantizer.search(model, calibration, load(images), error, effort, console.progress("search"));
        console.say(String.format(
                Locale.ROOT,
                "Search on %d images: error %.4f with %s everywhere, %.4f as chosen (%.4f from weights alone)",
                found.samples(),
                found.startError(),
                found.start(),
                found.error(),
                found.weightsError()));
        return found;
    }

    private List<Map<String, FloatTensor>> load(int count) {
        ImageFolder few = options.folder(folder).spread(count);
        List<Map<String, FloatTensor>> samples = new ArrayList<>();
        try (ImageLoader loader = ImageLoader.open(few, letterbox, options.loader())) {
            for (Optional<PreparedImage> image = loader.next(); image.isPresent(); image = loader.next()) {
                float[] chw = new float[image.get().chw().capacity()];
                image.get().chw().get(0, chw);
                samples.add(Map.of(face.inputName(), FloatTensor.of(chw, 1, 3, letterbox.height(), letterbox.width())));
            }
        }
        return samples;
    }
}
