package dev.octet.runner.evaluate;

import java.util.Objects;

/**
 * One image seen by two detectors.
 *
 * @param image which
 * @param reference its score with the reference, 0 to 1, see {@link ImageDifferences}
 * @param other its score with the other
 */
public record ImageDifference(CocoImage image, double reference, double other) {

    public ImageDifference {
        Objects.requireNonNull(image, "image");
        if (!(reference >= 0 && reference <= 1) || !(other >= 0 && other <= 1)) {
            throw new IllegalArgumentException("reference " + reference + " and other " + other + " must be 0 to 1");
        }
    }

    /** The other's score less that of the reference: above 0 where the other is better. */
    public double change() {
        return other - reference;
    }
}
