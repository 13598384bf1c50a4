package dev.octet.calibrator;

import dev.octet.calibrator.compare.RangeEnds;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.finetune.TrainingStart;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.PlacementPlanner;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.repair.BiasCorrection;
import dev.octet.calibrator.repair.FittedWeights;
import dev.octet.calibrator.repair.Repair;
import dev.octet.calibrator.rewrite.FoldFocus;
import dev.octet.calibrator.rewrite.QdqRewriter;
import dev.octet.calibrator.rewrite.RewriteRequest;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.search.QuantizationChoices;
import dev.octet.calibrator.search.RangePlan;
import dev.octet.calibrator.search.RangeResolver;
import dev.octet.calibrator.search.RangeSearch;
import dev.octet.calibrator.search.SearchRequest;
import dev.octet.calibrator.search.SearchResult;
import dev.octet.calibrator.table.Provenance;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a calibration into a float model for a deployment target. Immutable, and safe to use from any thread; each {@code with} returns another
 * quantizer. The same inputs give the same bytes.
 */
public final class Quantizer {

    private final DeploymentTarget target;
    private final RangeEstimator estimator;
    private final List<Pattern> exclusions;
    private final @Nullable QuantizationChoices choices;
    private final Map<String, String> facts;
    private final Repairs repairs;

    /** Repairs that are made when a model is written, not before it is calibrated. */
    private record Repairs(
            List<Map<String, FloatTensor>> corrections, FittedWeights weights, Set<String> splitConcats) {
        Repairs {
            corrections = List.copyOf(corrections);
            splitConcats = Set.copyOf(splitConcats);
        }
    }

    private Quantizer(
            DeploymentTarget target,
            RangeEstimator estimator,
            List<Pattern> exclusions,
            @Nullable QuantizationChoices choices,
            Map<String, String> facts,
            Repairs repairs) {
        this.target = target;
        this.estimator = estimator;
        this.exclusions = List.copyOf(exclusions);
        this.choices = choices;
        this.facts = Map.copyOf(facts);
        this.repairs = repairs;
    }

    /** A quantizer with the default range estimator. */
    public static Quantizer forTarget(DeploymentTarget target) {
        return new Quantizer(
                target,
                CalibratorDefaults.RANGE_ESTIMATOR,
                List.of(),
                null,
                Map.of(),
                new Repairs(List.of(), FittedWeights.none(), Set.of()));
    }

    /** The same with another range estimator. */
    public Quantizer withRange(RangeEstimator estimator) {
        return new Quantizer(target, estimator, exclusions, choices, facts, repairs);
    }

    /** The same, leaving in float the nodes in whose names a pattern is found. */
    public Quantizer excluding(List<Pattern> exclusions) {
        return new Quantizer(target, estimator, exclusions, choices, facts, repairs);
    }

    /** The same with the ranges, and the nodes in float, that a search found. */
    public Quantizer withSearch(SearchResult found) {
        return withChoices(found);
    }

    /** The same with ranges and float nodes that were chosen, on any calibration of the model. */
    public Quantizer withPlan(RangePlan plan) {
        return withChoices(plan);
    }

    private Quantizer withChoices(QuantizationChoices chosen) {
        return new Quantizer(target, estimator, exclusions, chosen, facts, repairs);
    }

    /**
     * The same, taking out of every bias what integer weights add to the mean of an output channel.
     *
     * @param samples inputs to take means over; none to leave biases as they are
     */
    public Quantizer correctingBiases(List<Map<String, FloatTensor>> samples) {
        return withRepairs(new Repairs(samples, repairs.weights(), repairs.splitConcats()));
    }

    /**
     * Weights of this model fitted to their integers.
     *
     * @param model the float model that will be quantized
     * @param repairs which of those that are about weights to make
     * @param samples inputs to measure on
     */
    public FittedWeights fitWeights(OnnxModel model, Set<Repair> repairs, List<Map<String, FloatTensor>> samples) {
        OnnxModel prepared = prepared(model);
        Placement placement = PlacementPlanner.plan(prepared.graph(), target, List.of());
        return FittedWeights.of(prepared, placement.layers(), target, repairs, samples);
    }

    /** The same with weights that were fitted for the model that will be quantized. */
    public Quantizer withWeights(FittedWeights weights) {
        return withRepairs(new Repairs(repairs.corrections(), weights, repairs.splitConcats()));
    }

    /**
     * The same, where the inputs and the output of some Concats keep scales of their own.
     *
     * @param names of the Concats, such as {@link dev.octet.calibrator.repair.UnevenConcats} finds them
     */
    public Quantizer splittingConcats(Set<String> names) {
        return withRepairs(new Repairs(repairs.corrections(), repairs.weights(), names));
    }

    private Quantizer withRepairs(Repairs changed) {
        return new Quantizer(target, estimator, exclusions, choices, facts, changed);
    }

    /** The same, with more facts for the file's metadata, by key. */
    public Quantizer recording(Map<String, String> facts) {
        return new Quantizer(target, estimator, exclusions, choices, facts, repairs);
    }

    /**
     * Searches for ranges, and for the few nodes to leave in float, by what they do to the outputs.
     *
     * @param model the float model that was calibrated
     * @param calibration made with this model
     * @param request what to measure on, how, and how much to try
     * @throws dev.octet.bindings.failure.ToolkitException {@code INTEGRITY} when the calibration is of another model, or
     *     the journal of another search
     */
    public SearchResult search(OnnxModel model, Calibration calibration, SearchRequest request) {
        calibration.requireModel(model);
        OnnxModel prepared = prepared(model);
        List<String> compared = request.error().tensors();
        OnnxModel corrected = upTo(compared, corrected(prepared));
        return RangeSearch.run(
                upTo(compared, prepared),
                corrected,
                inFloat -> placed(corrected, inFloat),
                target,
                calibration::statistics,
                request);
    }

    private OnnxModel prepared(OnnxModel model) {
        OnnxModel upgraded = model.upgradedTo(Math.max(model.opset(), QdqRewriter.MINIMUM_OPSET));
        return target.fitsIntegerKernels() ? FoldFocus.apply(upgraded) : upgraded;
    }

    /** The model without what is behind the tensors; the model itself when they are its outputs, or none. */
    private static OnnxModel upTo(List<String> tensors, OnnxModel model) {
        boolean same = tensors.isEmpty()
                || Set.copyOf(tensors)
                        .equals(Set.copyOf(model.graph().outputs().stream()
                                .map(ValueSpec::name)
                                .toList()));
        return same ? model : ExposedModel.of(model, tensors);
    }

    private OnnxModel corrected(OnnxModel prepared) {
        return withRepairs(prepared, placed(prepared, Set.of()), Map.of());
    }

    private Placement placed(OnnxModel prepared, Set<String> inFloat) {
        return PlacementPlanner.plan(prepared.graph(), target, exclusions, inFloat, repairs.splitConcats());
    }

    private OnnxModel withRepairs(
            OnnxModel prepared, Placement placement, Map<String, QuantizationParameters> activations) {
        return BiasCorrection.apply(
                prepared,
                repairs.weights().in(prepared, placement.layers()),
                placement.layers(),
                target,
                activations,
                repairs.corrections());
    }

    /**
     * The quantized model.
     *
     * @param model the float model that was calibrated
     * @param calibration made with this model
     * @throws dev.octet.bindings.failure.ToolkitException {@code INTEGRITY} when the calibration is of another model
     */
    public QuantizedModel quantize(OnnxModel model, Calibration calibration) {
        return quantized(trainingStart(model, calibration));
    }

    /**
     * All that was decided for the quantized model, before anything is written: for formats other than ONNX.
     *
     * @param model the float model that was calibrated
     * @param calibration made with this model
     * @throws dev.octet.bindings.failure.ToolkitException {@code INTEGRITY} when the calibration is of another model
     */
    public QuantizationPlan plan(OnnxModel model, Calibration calibration) {
        TrainingStart start = trainingStart(model, calibration);
        RewriteRequest request = start.request();
        return new QuantizationPlan(
                start.student(), target, request.placement(), request.activations(), request.provenance());
    }

    /**
     * What {@link #quantize} would write, before it is written: for training.
     *
     * @param model the float model that was calibrated
     * @param calibration made with this model
     * @throws dev.octet.bindings.failure.ToolkitException {@code INTEGRITY} when the calibration is of another model
     */
    public TrainingStart trainingStart(OnnxModel model, Calibration calibration) {
        calibration.requireModel(model);
        OnnxModel prepared = prepared(model);
        Set<String> inFloat = choices == null ? Set.of() : choices.floatNodes();
        Placement placement = placed(prepared, inFloat);
        Map<String, ActivationRange> ranges = Map.of();
        if (choices != null) {
            choices.requireFits(prepared.graph(), placed(prepared, Set.of()));
            ranges = choices.ranges(placement, target, calibration::statistics);
        }
        Map<String, QuantizationParameters> parameters =
                new RangeResolver(calibration::statistics, target, estimator, ranges).resolve(placement);
        Map<String, String> recorded = provenance(model, calibration);
        recorded.put(
                RangeEnds.KEY,
                RangeEnds.expected(prepared.graph(), placement.tensors(), parameters, calibration::statistics));
        RewriteRequest request = new RewriteRequest(target, placement, parameters, recorded);
        return new TrainingStart(prepared, withRepairs(prepared, placement, parameters), request);
    }

    /** The model that a start, trained or not, says. */
    public QuantizedModel quantized(TrainingStart start) {
        RewriteRequest request = start.request();
        return new QuantizedModel(
                QdqRewriter.rewrite(start.student(), request), request.placement(), request.activations(), rangeName());
    }

    private String rangeName() {
        return choices == null ? estimator.name() : choices.name();
    }

    private Map<String, String> provenance(OnnxModel model, Calibration calibration) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("octet.version", OctetVersion.CURRENT);
        facts.put("octet.target", target.name());
        facts.put("octet.weights", target.weights().name().toLowerCase(java.util.Locale.ROOT));
        facts.put("octet.weights.levels", target.levels().text());
        facts.put("octet.range", rangeName());
        facts.put("octet.model.sha256", model.sha256());
        Provenance source = calibration.table().provenance();
        facts.put("octet.calibration.images.sha256", source.images().fingerprint());
        facts.put("octet.calibration.images", Long.toString(source.images().images()));
        source.preprocess().forEach((key, value) -> facts.put("octet.preprocess." + key, value));
        facts.putAll(this.facts);
        return facts;
    }
}
