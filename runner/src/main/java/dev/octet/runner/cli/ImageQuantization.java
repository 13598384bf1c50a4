package dev.octet.runner.cli;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.OctetVersion;
import dev.octet.calibrator.QuantizationPlan;
import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.compare.ScaledTensors;
import dev.octet.calibrator.finetune.TrainingStart;
import dev.octet.calibrator.images.BadImage;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.journal.ErrorJournal;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.recipe.Recipe;
import dev.octet.calibrator.repair.BiasAbsorption;
import dev.octet.calibrator.repair.ChannelEqualization;
import dev.octet.calibrator.repair.CrossLayerEqualization;
import dev.octet.calibrator.repair.FittedWeights;
import dev.octet.calibrator.repair.Repair;
import dev.octet.calibrator.repair.UnevenConcats;
import dev.octet.calibrator.search.SearchEffort;
import dev.octet.calibrator.search.SearchRequest;
import dev.octet.calibrator.search.SearchResult;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.SampleImages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a float detector and a folder to an INT8 detector: repair, calibrate, search, quantize. */
final class ImageQuantization {

    /** Images that repairs measure on. */
    private static final int SURVEYED = 32;

    /** With fewer, extremes of activations still grow from image to image. */
    private static final int USEFUL = 32;

    /** Images that configurations are compared on: more for small networks. */
    private static final int MOST_COMPARED = 16;

    private static final int LEAST_COMPARED = 4;
    private static final double OPERATIONS = 12e9;

    private final OnnxModel model;
    private final DetectorFace face;
    private final DeploymentTarget target;
    private final ImageOptions options;
    private final Letterbox letterbox;
    private final SampleImages images;
    private final Console console;

    private final boolean everyTensor;

    ImageQuantization(OnnxModel model, DeploymentTarget target, ImageOptions options, Console console) {
        this(model, target, options, false, console);
    }

    /**
     * From a model.
     *
     * @param everyTensor to observe the head and its decode, too
     */
    ImageQuantization(
            OnnxModel model, DeploymentTarget target, ImageOptions options, boolean everyTensor, Console console) {
        this.everyTensor = everyTensor;
        this.model = model;
        this.face = options.face(model);
        this.target = target;
        this.options = options;
        this.letterbox = options.letterbox(face, console);
        this.images = new SampleImages(options.loader(), letterbox, face.image());
        this.console = console;
    }

    /**
     * What came of it.
     *
     * @param quantized the model
     * @param equalized tensors whose channels were equalized
     * @param search what the search tried and chose; none without a search
     * @param calibration what ranges were chosen from
     */
    record Outcome(
            QuantizedModel quantized, List<String> equalized, Optional<SearchResult> search, Calibration calibration) {}

    /**
     * A model after the repairs that change it, and its calibration.
     *
     * @param model the repaired float model
     * @param equalized tensors whose channels were equalized
     * @param calibration of the repaired model
     * @param facts for the metadata of what is written
     * @param corrections inputs that biases are corrected on; none to leave them
     * @param weights fitted to their integers
     * @param splitConcats Concats that tie no scales
     * @param bad images that cannot be read
     */
    record Ready(
            OnnxModel model,
            List<String> equalized,
            Calibration calibration,
            Map<String, String> facts,
            List<Map<String, FloatTensor>> corrections,
            FittedWeights weights,
            Set<String> splitConcats,
            List<BadImage> bad) {

        QuantizedModel quantize(Quantizer quantizer) {
            return configured(quantizer).quantize(model, calibration);
        }

        TrainingStart trainingStart(Quantizer quantizer) {
            return configured(quantizer).trainingStart(model, calibration);
        }

        private Quantizer configured(Quantizer quantizer) {
            return quantizer
                    .correctingBiases(corrections)
                    .withWeights(weights)
                    .splittingConcats(splitConcats)
                    .recording(facts);
        }
    }

    /**
     * What would be written, before it is: for training.
     *
     * @param quantizer with the ranges that were chosen
     * @param start what it would write
     * @param ready what it was made of
     * @param search what the search tried and chose; none without a search
     */
    record Beginning(Quantizer quantizer, TrainingStart start, Ready ready, Optional<SearchResult> search) {

        /** As a quantization without training would have come out, but with this model. */
        Outcome outcome(TrainingStart trained) {
            return new Outcome(quantizer.quantized(trained), ready.equalized(), search, ready.calibration());
        }
    }

    /** With ranges by a recipe. */
    Beginning begin(Quantizer quantizer, ImageFolder folder, Recipe recipe) {
        Ready ready = prepare(folder, AccuracyOptions.named(recipe.repairs()), Optional.of(recipe.equalized()));
        Quantizer planned = quantizer.withPlan(recipe.plan());
        return new Beginning(planned, ready.trainingStart(planned), ready, Optional.empty());
    }

    /** With ranges by the quantizer's estimator. */
    Beginning begin(Quantizer quantizer, ImageFolder folder, Set<Repair> repairs) {
        Ready ready = prepare(folder, repairs, Optional.empty());
        return new Beginning(quantizer, ready.trainingStart(quantizer), ready, Optional.empty());
    }

    /** With ranges, and floats, by a search. */
    Beginning begin(
            Quantizer quantizer, ImageFolder folder, Set<Repair> repairs, SearchEffort effort, ErrorJournal journal) {
        Ready ready = prepare(folder, repairs, Optional.empty());
        SearchResult found = search(ready, quantizer, request(folder, effort).withJournal(journal));
        Quantizer searched = quantizer.withSearch(found);
        return new Beginning(searched, ready.trainingStart(searched), ready, Optional.of(found));
    }

    /** With ranges by the quantizer's estimator. */
    Outcome run(Quantizer quantizer, ImageFolder folder, Set<Repair> repairs) {
        Ready ready = prepare(folder, repairs, Optional.empty());
        return new Outcome(ready.quantize(quantizer), ready.equalized(), Optional.empty(), ready.calibration());
    }

    /** With ranges, and floats, by a search. */
    Outcome run(
            Quantizer quantizer,
            ImageFolder folder,
            Set<Repair> repairs,
            SearchEffort effort,
            Optional<ErrorJournal> journal) {
        Ready ready = prepare(folder, repairs, Optional.empty());
        SearchRequest request = request(folder, effort);
        SearchResult found =
                search(ready, quantizer, journal.map(request::withJournal).orElse(request));
        return new Outcome(
                ready.quantize(quantizer.withSearch(found)),
                ready.equalized(),
                Optional.of(found),
                ready.calibration());
    }

    /**
     * What a quantized model will be, and the calibration that it is made from.
     *
     * @param plan for a format other than ONNX
     * @param calibration of the plan's model
     */
    record Planned(QuantizationPlan plan, Calibration calibration) {}

    /** With the usual repairs and ranges by a search, up to what is to be written. */
    Planned plan(Quantizer quantizer, ImageFolder folder) {
        Ready ready = prepare(folder, Repair.defaults(), Optional.empty());
        SearchEffort effort = SearchEffort.defaults().withThreads(options.threadCount());
        SearchResult found = search(ready, quantizer, request(folder, effort));
        return new Planned(
                ready.configured(quantizer.withSearch(found)).plan(ready.model(), ready.calibration()),
                ready.calibration());
    }

    /** All that the errors of a search depend on, beside what is excluded. */
    String subject(ImageFolder folder, Set<Repair> repairs, SearchEffort effort) {
        return String.join(
                "\n",
                OctetVersion.CURRENT,
                model.sha256(),
                folder.identity(),
                letterbox.describe(),
                target.name() + " " + target.weights() + " " + target.levels().text(),
                repairs.toString(),
                effort.withThreads(1).toString());
    }

    /** As a recipe says. */
    Outcome run(Quantizer quantizer, ImageFolder folder, Recipe recipe) {
        Ready ready = prepare(folder, AccuracyOptions.named(recipe.repairs()), Optional.of(recipe.equalized()));
        return new Outcome(
                ready.quantize(quantizer.withPlan(recipe.plan())),
                ready.equalized(),
                Optional.empty(),
                ready.calibration());
    }

    /**
     * Repairs and calibrates.
     *
     * @param equalized the tensors to equalize; none to choose them by the images
     */
    Ready prepare(ImageFolder folder, Set<Repair> repairs, Optional<List<String>> equalized) {
        List<Map<String, FloatTensor>> surveyed = repairs.isEmpty() ? List.of() : images.spread(folder, SURVEYED);
        ChannelEqualization.Outcome repaired = new ChannelEqualization.Outcome(model, List.of());
        if (repairs.contains(Repair.EQUALIZE)) {
            boolean integerActivations = target.fitsIntegerKernels();
            repaired = equalized.isEmpty()
                    ? ChannelEqualization.apply(model, surveyed, integerActivations)
                    : ChannelEqualization.applyTo(model, surveyed, integerActivations, equalized.get());
        }
        if (!repaired.tensors().isEmpty()) {
            console.say("Channels equalized: " + String.join(", ", repaired.tensors()));
        }
        OnnxModel changed = repaired.model();
        if (repairs.contains(Repair.CROSS_LAYER)) {
            changed = CrossLayerEqualization.apply(changed, surveyed);
        }
        if (repairs.contains(Repair.ABSORB)) {
            changed = BiasAbsorption.apply(changed, surveyed);
        }
        if (folder.size() < USEFUL) {
            console.say("Warning: only " + folder.size()
                    + " images to calibrate on: other images may reach further, and the"
                    + " interval of the error below is that of these. From " + USEFUL + " on ranges hardly change.");
        }
        Calibrator calibrator = Calibrator.of(changed).alsoFor(target);
        CalibrationRequest.Outcome calibrated = CalibrationRequest.run(
                everyTensor ? calibrator.withEveryTensor() : calibrator, face, letterbox, folder, options, console);
        Map<String, String> facts = Map.of(
                "octet.model.sha256",
                model.sha256(),
                "octet.repairs",
                String.join(",", repairs.stream().map(Repair::text).toList()),
                ScaledTensors.KEY,
                ScaledTensors.value(repaired.tensors()));
        return new Ready(
                changed,
                repaired.tensors(),
                calibrated.calibration(),
                facts,
                repairs.contains(Repair.BIAS) ? surveyed : List.of(),
                Quantizer.forTarget(target).fitWeights(changed, repairs, surveyed),
                repairs.contains(Repair.SPLIT) ? UnevenConcats.in(changed, surveyed) : Set.of(),
                calibrated.badImages());
    }

    /** How many images configurations are compared on. */
    int compared() {
        long macs = Math.max(1, ModelCost.of(model.graph()).macs());
        return (int) Math.max(LEAST_COMPARED, Math.min(MOST_COMPARED, OPERATIONS / macs));
    }

    /** A search on a few images of the folder. */
    SearchRequest request(ImageFolder folder, SearchEffort effort) {
        return SearchRequest.of(images.spread(folder, compared()), ForeignNodes.error(face), effort)
                .withProgress(console.progress("search"));
    }

    SearchResult search(Ready ready, Quantizer quantizer, SearchRequest request) {
        SearchResult found = ready.configured(quantizer).search(ready.model(), ready.calibration(), request);
        console.say(String.format(
                Locale.ROOT,
                "Search on %d images: error of the outputs %.4f with %s everywhere, %.4f%s as chosen (%.4f by weights alone)",
                found.samples(),
                found.startError(),
                found.start(),
                found.error(),
                found.samples() > 1 ? String.format(Locale.ROOT, " +- %.4f", found.margin()) : "",
                found.weightsError()));
        return found;
    }

    DetectorFace face() {
        return face;
    }

    Letterbox letterbox() {
        return letterbox;
    }
}
