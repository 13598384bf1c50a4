package dev.octet.calibrator.search;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What leaving some nodes in float does to the outputs.
 *
 * @param tensors key of the tensors that are not rounded then
 * @param nodes names of the nodes that are in float then
 * @param macs operations that are in float for this alone
 * @param before error of the outputs without it
 * @param error of the outputs with it
 * @param chosen true when it was taken
 */
public record FloatScore(String tensors, Set<String> nodes, long macs, double before, double error, boolean chosen) {

    public FloatScore {
        nodes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(nodes));
    }
}
