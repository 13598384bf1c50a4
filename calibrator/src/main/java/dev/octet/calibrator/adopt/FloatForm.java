package dev.octet.calibrator.adopt;

import dev.octet.calibrator.model.OnnxModel;
import java.util.Map;
import java.util.Set;

/**
 * A model without its Q/DQ, and what they said.
 *
 * @param model in float, with the values that its integer constants stand for
 * @param tensors the grids of each activation, by its name in that model; more than one where its readers do not agree
 * @param weights the grid of each integer weight, by the name of the node that multiplies by it
 */
record FloatForm(OnnxModel model, Map<String, Set<PairGrid>> tensors, Map<String, PairGrid> weights) {

    FloatForm {
        tensors = Map.copyOf(tensors);
        weights = Map.copyOf(weights);
    }
}
