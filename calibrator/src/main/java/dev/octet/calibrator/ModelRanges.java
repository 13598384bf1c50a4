package dev.octet.calibrator;

import dev.octet.calibrator.exchange.TableRanges;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.PlacementPlanner;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.calibrator.search.RangeResolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ranges of a model's tensors, those of the target of that symmetry first: what implicit quantization needs. */
final class ModelRanges {

    private final Calibration calibration;
    private final OnnxModel model;

    ModelRanges(Calibration calibration, OnnxModel model) {
        this.calibration = calibration;
        this.model = model;
    }

    /**
     * In graph order. Every tensor that some target would put a pair on; of a calibration that observed every tensor, every
     * other, too.
     */
    Map<String, ActivationRange> by(RangeEstimator estimator, Symmetry symmetry) {
        calibration.requireModel(model);
        DeploymentTarget first = targetOf(symmetry);
        Map<String, ActivationRange> found = new LinkedHashMap<>(ranges(first, first, estimator));
        for (DeploymentTarget target : DeploymentTarget.all()) {
            ranges(target, first, estimator).forEach(found::putIfAbsent);
        }
        if (observedTheHead()) {
            // A range that follows from the network's structure goes before the one that was seen.
            new TableRanges(calibration.table()).ranges(estimator, symmetry).forEach(found::putIfAbsent);
        }
        List<String> inGraphOrder = new ArrayList<>();
        model.graph().inputs().forEach(input -> inGraphOrder.add(input.name()));
        model.graph().nodes().forEach(node -> inGraphOrder.addAll(node.outputs()));
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        for (String tensor : inGraphOrder) {
            ActivationRange range = found.get(tensor);
            if (range != null) {
                ranges.put(tensor, range);
            }
        }
        return ranges;
    }

    /** No target needs what a last convolution makes, so whoever observed it observed every tensor. */
    private boolean observedTheHead() {
        Body body = Body.of(model.graph());
        return calibration.table().tensors().stream()
                .anyMatch(tensor -> model.graph()
                        .producer(tensor.tensor())
                        .filter(body::isLast)
                        .isPresent());
    }

    /** Of the tensors that one target puts pairs on, as another one's grid wants them. */
    private Map<String, ActivationRange> ranges(
            DeploymentTarget placed, DeploymentTarget grid, RangeEstimator estimator) {
        return new RangeResolver(calibration::statistics, grid, estimator, Map.of())
                .ranges(PlacementPlanner.plan(model.graph(), placed, List.of()));
    }

    private static DeploymentTarget targetOf(Symmetry symmetry) {
        return switch (symmetry) {
            case AFFINE -> DeploymentTarget.onnxRuntime();
            case SYMMETRIC -> DeploymentTarget.tensorRt();
        };
    }
}
