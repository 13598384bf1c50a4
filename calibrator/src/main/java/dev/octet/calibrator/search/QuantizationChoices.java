package dev.octet.calibrator.search;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.scheme.ActivationRange;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What is left to choose once a model, a target and a calibration are given. */
public sealed interface QuantizationChoices permits SearchResult, RangePlan {

    /** How the file that is written names the origin of its ranges. */
    String name();

    /** Names of the nodes left in float, in the order in which they were chosen. */
    Set<String> floatNodes();

    /**
     * Ranges by {@link dev.octet.calibrator.place.RangeSource#key()}; what is not there is left to the estimator.
     *
     * @param statistics what was seen of an observed tensor
     */
    Map<String, ActivationRange> ranges(
            Placement placement, DeploymentTarget target, Function<String, TensorStatistics> statistics);

    /**
     * Checks that every name in the choices is one of this model.
     *
     * @param graph of the model
     * @param everything the placement with no node left in float by choice
     * @throws dev.octet.bindings.failure.ToolkitException {@code INTEGRITY} when not
     */
    void requireFits(Graph graph, Placement everything);
}
