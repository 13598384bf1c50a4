package dev.octet.calibrator.table;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a calibration table comes from. No time and no host: the same work gives the same bytes.
 *
 * @param toolVersion the Octet that observed
 * @param modelName file name of the model, for people
 * @param modelSha256 digest of the model's file, which decides
 * @param images the calibration images
 * @param preprocess how an image becomes the input tensor, setting by setting; kept in the order of the keys
 */
public record Provenance(
        String toolVersion, String modelName, String modelSha256, ImageSet images, Map<String, String> preprocess) {

    public Provenance {
        ImageSet.requireSha256("modelSha256", modelSha256);
        preprocess = Collections.unmodifiableMap(new TreeMap<>(preprocess));
    }

    /** The same, over other images. */
    public Provenance over(ImageSet other) {
        return new Provenance(toolVersion, modelName, modelSha256, other, preprocess);
    }
}
