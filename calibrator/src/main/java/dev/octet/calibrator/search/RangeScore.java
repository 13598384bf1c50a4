package dev.octet.calibrator.search;

import dev.octet.calibrator.scheme.ActivationRange;
import java.util.Objects;

/**
 * What one range does to the outputs.
 *
 * @param tensors key of the tensors that share it
 * @param candidate what chose it
 * @param range the range
 * @param error of the outputs with everything else as it was chosen so far
 * @param chosen true when it was taken
 */
public record RangeScore(String tensors, String candidate, ActivationRange range, double error, boolean chosen) {

    public RangeScore {
        Objects.requireNonNull(tensors, "tensors");
        Objects.requireNonNull(candidate, "candidate");
        Objects.requireNonNull(range, "range");
    }
}
