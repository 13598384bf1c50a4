package dev.octet.calibrator.search;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What rounding some tensors costs the outputs, and what it costs to leave them in float.
 *
 * @param tensors key of the tensors that share a range
 * @param nodes names of the nodes that are in float when the tensors are not rounded
 * @param macs operations of these nodes for one image
 * @param alone error of the outputs that rounding these tensors adds when no other is rounded
 * @param together error that not rounding them saves when all others are rounded; negative where it makes things worse
 */
public record Sensitivity(String tensors, Set<String> nodes, long macs, double alone, double together) {

    public Sensitivity {
        nodes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(nodes));
    }
}
