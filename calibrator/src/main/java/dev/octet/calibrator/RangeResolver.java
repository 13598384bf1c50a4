package dev.octet.calibrator;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.QuantizedTensor;
import dev.octet.calibrator.place.RangeSource;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.scheme.QuantizationScheme;
import dev.octet.calibrator.scheme.Symmetry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a placement and a calibration to the quantization parameters of every placed tensor. */
final class RangeResolver {

    private final Calibration calibration;
    private final DeploymentTarget target;
    private final RangeEstimator estimator;
    private final Map<RangeSource.Observed, ActivationRange> chosen = new HashMap<>();

    RangeResolver(Calibration calibration, DeploymentTarget target, RangeEstimator estimator) {
        this.calibration = calibration;
        this.target = target;
        this.estimator = estimator;
    }

    /** Parameters by tensor name. */
    Map<String, QuantizationParameters> resolve(Placement placement) {
        QuantizationScheme scheme = new QuantizationScheme(target.symmetry(), target.activations());
        Map<String, QuantizationParameters> parameters = new LinkedHashMap<>();
        ranges(placement).forEach((tensor, range) -> parameters.put(tensor, scheme.parametersFor(range)));
        return parameters;
    }

    /** Ranges by tensor name. */
    Map<String, ActivationRange> ranges(Placement placement) {
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        for (QuantizedTensor tensor : placement.tensors()) {
            ranges.put(tensor.tensor(), rangeOf(tensor.range()));
        }
        return ranges;
    }

    private ActivationRange rangeOf(RangeSource source) {
        if (source instanceof RangeSource.Fixed fixed) {
            return new ActivationRange((float) fixed.min(), (float) fixed.max());
        }
        if (source instanceof RangeSource.BeforeActivation before) {
            // The ends of the output are wanted as they are; a symmetric range would invent a negative side.
            ActivationRange output = estimate(before.output(), Symmetry.AFFINE);
            double max = before.activation().inputMax(output.max());
            return new ActivationRange((float) Math.min(before.activation().inputMin(output.min()), max), (float) max);
        }
        return chosen.computeIfAbsent((RangeSource.Observed) source, s -> estimate(s, target.symmetry()));
    }

    private ActivationRange estimate(RangeSource.Observed source, Symmetry symmetry) {
        List<TensorStatistics> makers =
                source.makers().stream().map(calibration::statistics).toList();
        TensorStatistics pooled = TensorStatistics.pooled(source.group(), makers);
        if (pooled.finite() == 0) {
            return new ActivationRange(0, 0);
        }
        RangeEstimator applied = source.bounded() ? Estimators.minMax() : estimator;
        return applied.estimate(pooled, symmetry);
    }
}
