package dev.octet.calibrator.search;

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
import java.util.function.Function;

/** From a placement and what was observed to the quantization parameters of every placed tensor. */
public final class RangeResolver {

    private final Function<String, TensorStatistics> statistics;
    private final DeploymentTarget target;
    private final RangeEstimator estimator;
    private final Map<String, ActivationRange> chosen;

    /**
     * A resolver.
     *
     * @param statistics what was seen of an observed tensor
     * @param target whose symmetry and format apply
     * @param estimator the range of every tensor that has none yet
     * @param given ranges that are settled, by {@link RangeSource#key()}
     */
    public RangeResolver(
            Function<String, TensorStatistics> statistics,
            DeploymentTarget target,
            RangeEstimator estimator,
            Map<String, ActivationRange> given) {
        this.statistics = statistics;
        this.target = target;
        this.estimator = estimator;
        this.chosen = new HashMap<>(given);
    }

    /** Parameters by tensor name. */
    public Map<String, QuantizationParameters> resolve(Placement placement) {
        QuantizationScheme scheme = new QuantizationScheme(target.symmetry(), target.activations());
        Map<String, QuantizationParameters> parameters = new LinkedHashMap<>();
        ranges(placement).forEach((tensor, range) -> parameters.put(tensor, scheme.parametersFor(range)));
        return parameters;
    }

    /** Ranges by tensor name. */
    public Map<String, ActivationRange> ranges(Placement placement) {
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        for (QuantizedTensor tensor : placement.tensors()) {
            ranges.put(tensor.tensor(), rangeOf(tensor.range()));
        }
        return ranges;
    }

    /** The range that is settled, or what the estimator makes of the observed values. */
    ActivationRange rangeOf(RangeSource source) {
        ActivationRange given = chosen.get(source.key());
        if (given != null) {
            return given;
        }
        ActivationRange range = choose(source);
        chosen.put(source.key(), range);
        return range;
    }

    private ActivationRange choose(RangeSource source) {
        if (source instanceof RangeSource.Fixed fixed) {
            return new ActivationRange((float) fixed.min(), (float) fixed.max());
        }
        if (source instanceof RangeSource.BeforeActivation before) {
            // The ends of the output are wanted as they are; a symmetric range would invent a negative side.
            return before.inputs(estimate(before.output(), Symmetry.AFFINE));
        }
        if (source instanceof RangeSource.BeforeGate gate) {
            ActivationRange input = exact(gate.input()).includingZero();
            float limit = RangeSource.BeforeGate.SATURATED;
            float low = Math.max(input.min(), -limit);
            float high = Math.min(input.max(), limit);
            return new ActivationRange(low, high);
        }
        return estimate((RangeSource.Observed) source, target.symmetry());
    }

    private ActivationRange exact(RangeSource.Observed source) {
        return pooled(source).range().orElse(new ActivationRange(0, 0));
    }

    private ActivationRange estimate(RangeSource.Observed source, Symmetry symmetry) {
        TensorStatistics pooled = pooled(source);
        if (pooled.finite() == 0) {
            return new ActivationRange(0, 0);
        }
        RangeEstimator applied = source.bounded() ? Estimators.minMax() : estimator;
        return applied.estimate(pooled, symmetry);
    }

    private TensorStatistics pooled(RangeSource.Observed source) {
        List<TensorStatistics> makers = source.makers().stream().map(statistics).toList();
        return TensorStatistics.pooled(source.group(), makers);
    }
}
