package dev.octet.calibrator;

import dev.octet.calibrator.table.ImageSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * What calibration data are, so that a calibration can be told from another. Immutable, and safe to use from any
 * thread.
 *
 * @param images how many samples there were, and a fingerprint of which, independent of their order
 * @param preprocessing how the data became tensors, setting by setting; empty when another program made them
 */
public record SourceIdentity(ImageSet images, Map<String, String> preprocessing) {

    public SourceIdentity {
        preprocessing = java.util.Collections.unmodifiableMap(new TreeMap<>(preprocessing));
    }
}
