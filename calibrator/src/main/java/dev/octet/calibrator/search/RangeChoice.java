package dev.octet.calibrator.search;

import dev.octet.calibrator.place.QuantizedTensor;
import java.util.List;

/**
 * One decision: tensors that share a range, and the ranges that they may have.
 *
 * @param key of their range's source
 * @param tensors the placed tensors, in graph order
 * @param candidates different ranges, at least one; the first is where the search starts
 */
record RangeChoice(String key, List<QuantizedTensor> tensors, List<Candidate> candidates) {

    RangeChoice {
        tensors = List.copyOf(tensors);
        candidates = List.copyOf(candidates);
        if (tensors.isEmpty() || candidates.isEmpty()) {
            throw new IllegalArgumentException("choice " + key + " has no tensors or no candidates");
        }
    }
}
