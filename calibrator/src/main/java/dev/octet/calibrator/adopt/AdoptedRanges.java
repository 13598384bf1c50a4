package dev.octet.calibrator.adopt;

import dev.octet.calibrator.group.TieGroups;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.QuantizedTensor;
import dev.octet.calibrator.place.RangeSource;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.scheme.QuantizationScheme;
import dev.octet.calibrator.scheme.Symmetry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From the grids that a model came with to the parameters of the tensors that a target wants pairs on. */
final class AdoptedRanges {

    private final FloatForm form;
    private final DeploymentTarget target;
    private final TieGroups groups;
    private final QuantizationScheme scheme;

    AdoptedRanges(FloatForm form, Graph graph, DeploymentTarget target) {
        this.form = form;
        this.target = target;
        Body body = Body.of(graph);
        this.groups = TieGroups.of(graph, body::contains);
        this.scheme = new QuantizationScheme(target.symmetry(), target.activations());
    }

    /** The parameters of each placed tensor that has a grid, or one that follows from others. */
    Map<String, QuantizationParameters> of(Placement placement) {
        Map<String, Set<PairGrid>> byKey = new LinkedHashMap<>();
        for (QuantizedTensor placed : placement.tensors()) {
            byKey.computeIfAbsent(placed.range().key(), key -> new LinkedHashSet<>())
                    .addAll(grids(placed.tensor()));
        }
        Map<String, QuantizationParameters> parameters = new LinkedHashMap<>();
        for (QuantizedTensor placed : placement.tensors()) {
            Set<PairGrid> known = byKey.getOrDefault(placed.range().key(), Set.of());
            parameters(placed.range(), known).ifPresent(found -> parameters.put(placed.tensor(), found));
        }
        return parameters;
    }

    private Optional<QuantizationParameters> parameters(RangeSource source, Set<PairGrid> known) {
        if (known.size() == 1) {
            Optional<QuantizationParameters> same =
                    known.iterator().next().parameters().filter(this::fits);
            if (same.isPresent()) {
                return same;
            }
        }
        return known.isEmpty()
                ? derived(source).map(scheme::parametersFor)
                : union(known).map(scheme::parametersFor);
    }

    /** True when the target computes on such integers as they are. */
    private boolean fits(QuantizationParameters parameters) {
        return parameters.format().signed() == target.activations().signed()
                && parameters.format().bits() == target.activations().bits()
                && (target.symmetry() == Symmetry.AFFINE
                        || parameters.zeroPoint() == target.activations().symmetricZeroPoint());
    }

    /** The grids of a tensor and of all that share values with it. */
    private Set<PairGrid> grids(String tensor) {
        Set<PairGrid> grids = new LinkedHashSet<>();
        groups.of(tensor)
                .tensors()
                .forEach(member -> form.tensors().getOrDefault(member, Set.of()).stream()
                        .filter(PairGrid::isPerTensor)
                        .forEach(grids::add));
        return grids;
    }

    private static Optional<ActivationRange> union(Set<PairGrid> grids) {
        return grids.stream().map(PairGrid::range).reduce(ActivationRange::union);
    }

    /** What can be known of a tensor that had no grid. */
    private Optional<ActivationRange> derived(RangeSource source) {
        if (source instanceof RangeSource.Fixed fixed) {
            return Optional.of(new ActivationRange((float) fixed.min(), (float) fixed.max()));
        }
        if (source instanceof RangeSource.BeforeActivation before) {
            return union(grids(before.output().group())).map(before::inputs);
        }
        if (source instanceof RangeSource.BeforeGate) {
            return Optional.of(ActivationRange.symmetric(RangeSource.BeforeGate.SATURATED));
        }
        return Optional.empty();
    }
}
