package dev.octet.calibrator.compare;

import java.util.List;

/**
 * What quantizing the activations of a group does to a network's outputs.
 *
 * @param group the first of its tensors
 * @param nodes that read its tensors, as {@code --exclude} takes them
 * @param alone error of the outputs when it alone is quantized, beyond that of the weights
 * @param together what the error falls by when it alone is left in float; NaN when that was not measured
 */
public record GroupContribution(String group, List<String> nodes, double alone, double together) {
    public GroupContribution {
        nodes = List.copyOf(nodes);
    }
}
