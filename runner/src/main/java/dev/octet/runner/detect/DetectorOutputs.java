package dev.octet.runner.detect;

import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import java.util.List;
import java.util.Optional;

/**
 * What comes out of a detector for images of one size.
 *
 * @param all names, types and shapes of the outputs
 * @param input size of the images
 * @param anchors of raw heads, when they were given
 */
record DetectorOutputs(List<ValueSpec> all, InputSize input, Optional<Anchors> anchors) {

    DetectorOutputs {
        all = List.copyOf(all);
    }

    /** The float32 outputs with this many axes. */
    List<ValueSpec> ofRank(int rank) {
        return all.stream()
                .filter(output ->
                        output.type() == TensorType.FLOAT && output.shape().rank() == rank)
                .toList();
    }
}
