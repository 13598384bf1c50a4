package dev.octet.runner.cli;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.repair.ChannelEqualization;
import dev.octet.calibrator.search.OutputError;
import dev.octet.calibrator.search.SearchEffort;
import dev.octet.calibrator.search.SearchRequest;
import dev.octet.calibrator.search.SearchResult;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.runner.cli.AccuracyOptions.Repair;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.pipeline.DetectorFace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a float detector and a folder to an INT8 detector: repair, calibrate, search, quantize. */
final class ImageQuantization {

    /** Images that repairs measure on. */
    private static final int SURVEYED = 32;

    /** Images that configurations are compared on: more for small networks. */
    private static final int MOST_COMPARED = 16;

    private static final int LEAST_COMPARED = 4;
    private static final double OPERATIONS = 12e9;

    private final OnnxModel model;
    private final DetectorFace face;
    private final Path folder;
    private final ImageOptions options;
    private final AccuracyOptions accuracy;
    private final Letterbox letterbox;
    private final SampleImages images;
    private final Console console;

    ImageQuantization(OnnxModel model, Path folder, ImageOptions options, AccuracyOptions accuracy, Console console) {
        this.model = model;
        this.face = DetectorFace.of(model);
        this.folder = folder;
        this.options = options;
        this.accuracy = accuracy;
        this.letterbox = options.letterbox(face, console);
        this.images = new SampleImages(options, letterbox, face.inputName());
        this.console = console;
    }

    /**
     * What came of it.
     *
     * @param quantized the model
     * @param equalized tensors whose channels were equalized
     * @param search what the search tried and chose; none without a search
     */
    record Outcome(QuantizedModel quantized, List<String> equalized, Optional<SearchResult> search) {}

    Outcome run(Quantizer quantizer, boolean search, boolean integerActivations) {
        Set<Repair> repairs = accuracy.repairs();
        SearchEffort defaults = SearchEffort.defaults();
        SearchEffort effort =
                defaults.withThreads(options.threadCount()).withFloatMacs(accuracy.floatMacs(defaults.floatMacs()));
        List<Map<String, FloatTensor>> surveyed = repairs.isEmpty() ? List.of() : images.spread(folder, SURVEYED);
        ChannelEqualization.Outcome repaired = repairs.contains(Repair.EQUALIZE)
                ? ChannelEqualization.apply(model, surveyed, integerActivations)
                : new ChannelEqualization.Outcome(model, List.of());
        if (!repaired.tensors().isEmpty()) {
            console.say("Channels equalized: " + String.join(", ", repaired.tensors()));
        }
        Calibration observed = CalibrationRequest.run(repaired.model(), face, letterbox, folder, options, console)
                .calibration();
        Quantizer chosen = quantizer
                .correctingBiases(repairs.contains(Repair.BIAS) ? surveyed : List.of())
                .recording(Map.of(
                        "octet.model.sha256",
                        model.sha256(),
                        "octet.repairs",
                        String.join(",", repairs.stream().map(Repair::text).toList()),
                        ScaledTensors.KEY,
                        ScaledTensors.value(repaired.tensors())));
        Optional<SearchResult> found =
                search ? Optional.of(search(repaired.model(), observed, chosen, effort)) : Optional.empty();
        chosen = found.map(chosen::withSearch).orElse(chosen);
        return new Outcome(chosen.quantize(repaired.model(), observed), repaired.tensors(), found);
    }

    private SearchResult search(OnnxModel repaired, Calibration calibration, Quantizer quantizer, SearchEffort effort) {
        long macs = Math.max(1, ModelCost.of(repaired.graph()).macs());
        int count = (int) Math.max(LEAST_COMPARED, Math.min(MOST_COMPARED, OPERATIONS / macs));
        Optional<DetectionHead> head = face.head(options.head);
        OutputError error = head.map(DetectionHead::outputError).orElse(OutputError.relativeSquares());
        SearchResult found = quantizer.search(
                repaired,
                calibration,
                SearchRequest.of(images.spread(folder, count), error, effort).withProgress(console.progress("search")));
        console.say(String.format(
                Locale.ROOT,
                "Search on %d images: error of the outputs %.4f with %s everywhere, %.4f as chosen (%.4f by weights alone)",
                found.samples(),
                found.startError(),
                found.start(),
                found.error(),
                found.weightsError()));
        return found;
    }
}
