package dev.octet.calibrator.table;

import dev.octet.calibrator.files.Sha256;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How many images calibration saw, and a fingerprint of which ones: the sum of their SHA-256 modulo 2^256, so that it
 * does not depend on order and that of two parts is the sum of theirs.
 *
 * @param images number of images, the same image twice counting twice
 * @param fingerprint 64 lower-case hex digits
 */
public record ImageSet(long images, String fingerprint) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    public ImageSet {
        if (images < 0) {
            throw new IllegalArgumentException("images " + images + " is negative");
        }
        requireSha256("fingerprint", fingerprint);
    }

    /** No image. */
    public static ImageSet empty() {
        return new ImageSet(0, "0".repeat(64));
    }

    /** The set of images with these SHA-256 digests, in any order. */
    public static ImageSet of(List<String> imageSha256) {
        ImageSet set = empty();
        for (String sha256 : imageSha256) {
            requireSha256("imageSha256", sha256);
            set = set.mergedWith(new ImageSet(1, sha256));
        }
        return set;
    }

    /** The set of images that are known by name only. */
    public static ImageSet ofNames(List<String> names) {
        return of(names.stream().map(Sha256::of).toList());
    }

    /** Both sets together. */
    public ImageSet mergedWith(ImageSet other) {
        BigInteger sum = new BigInteger(fingerprint, 16)
                .add(new BigInteger(other.fingerprint, 16))
                .mod(MODULUS);
        String hex = sum.toString(16);
        return new ImageSet(Math.addExact(images, other.images), "0".repeat(64 - hex.length()) + hex);
    }

    static void requireSha256(String field, String value) {
        if (!HEX.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " '" + value + "' is not 64 lower-case hex digits");
        }
    }
}
