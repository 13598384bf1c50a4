package dev.octet.calibrator;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.PlacementPlanner;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.rewrite.FoldFocus;
import dev.octet.calibrator.rewrite.QdqRewriter;
import dev.octet.calibrator.rewrite.RewriteRequest;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.table.Provenance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Writes a calibration into a float model for a deployment target. Immutable; each {@code with} returns another
 * quantizer. The same inputs give the same bytes.
 */
public final class Quantizer {

    private final DeploymentTarget target;
    private final RangeEstimator estimator;
    private final List<Pattern> exclusions;

    private Quantizer(DeploymentTarget target, RangeEstimator estimator, List<Pattern> exclusions) {
        this.target = target;
        this.estimator = estimator;
        this.exclusions = List.copyOf(exclusions);
    }

    /** A quantizer with the default range estimator. */
    public static Quantizer forTarget(DeploymentTarget target) {
        return new Quantizer(target, CalibratorDefaults.RANGE_ESTIMATOR, List.of());
    }

    /** The same with another range estimator. */
    public Quantizer withRange(RangeEstimator estimator) {
        return new Quantizer(target, estimator, exclusions);
    }

    /** The same, leaving in float the nodes in whose names a pattern is found. */
    public Quantizer excluding(List<Pattern> exclusions) {
        return new Quantizer(target, estimator, exclusions);
    }

    /**
     * The quantized model.
     *
     * @param model the float model that was calibrated
     * @param calibration made with this model
     * @throws dev.octet.bindings.failure.ToolkitException {@code INTEGRITY} when the calibration is of another model
     */
    public QuantizedModel quantize(OnnxModel model, Calibration calibration) {
        calibration.requireModel(model);
        OnnxModel upgraded = model.upgradedTo(Math.max(model.opset(), QdqRewriter.MINIMUM_OPSET));
        OnnxModel prepared = target.fitsIntegerKernels() ? FoldFocus.apply(upgraded) : upgraded;
        Placement placement = PlacementPlanner.plan(prepared.graph(), target, exclusions);
        Map<String, QuantizationParameters> parameters =
                new RangeResolver(calibration, target, estimator).resolve(placement);
        RewriteRequest request = new RewriteRequest(target, placement, parameters, provenance(model, calibration));
        return new QuantizedModel(QdqRewriter.rewrite(prepared, request), placement, parameters, estimator.name());
    }

    private Map<String, String> provenance(OnnxModel model, Calibration calibration) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("octet.version", OctetVersion.CURRENT);
        facts.put("octet.target", target.name());
        facts.put("octet.weights", target.weights().name().toLowerCase(java.util.Locale.ROOT));
        facts.put("octet.range", estimator.name());
        facts.put("octet.model.sha256", model.sha256());
        Provenance source = calibration.table().provenance();
        facts.put("octet.calibration.images.sha256", source.images().fingerprint());
        facts.put("octet.calibration.images", Long.toString(source.images().images()));
        source.preprocess().forEach((key, value) -> facts.put("octet.preprocess." + key, value));
        return facts;
    }
}
