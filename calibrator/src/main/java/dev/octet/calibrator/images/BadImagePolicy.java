package dev.octet.calibrator.images;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many images may be bad before the run fails. Bad images are left out, counted and named, never quietly.
 *
 * @param fraction share of all images that may be bad, 0 to 1
 * @param atLeast images that may be bad even when that is more than the share
 */
public record BadImagePolicy(double fraction, int atLeast) {

    private static final int NAMED = 5;

    public BadImagePolicy {
        if (!(fraction >= 0 && fraction <= 1) || atLeast < 0) {
            throw new IllegalArgumentException(
                    "fraction " + fraction + " must be 0 to 1, atLeast " + atLeast + " must not be negative");
        }
    }

    /** One in a hundred, and one in a set that is smaller: a stray file is common, a broken set must be noticed. */
    public static BadImagePolicy defaults() {
        return new BadImagePolicy(0.01, 1);
    }

    /** At most that many, however large the set is. */
    public static BadImagePolicy atMost(int images) {
        return new BadImagePolicy(0, images);
    }

    /** How many of so many images may be bad; never all of them. */
    public int allowed(int images) {
        long share = (long) Math.floor(fraction * images);
        return (int) Math.min(Math.max(share, atLeast), Math.max(0, images - 1L));
    }

    /**
     * Checks the images found bad so far.
     *
     * @throws ToolkitException {@code BAD_INPUT} when they are too many
     */
    void check(List<BadImage> bad, int images) {
        int allowed = allowed(images);
        if (bad.size() <= allowed) {
            return;
        }
        String names = bad.stream().limit(NAMED).map(BadImage::toString).collect(Collectors.joining("; "));
        String more = bad.size() > NAMED ? "; and " + (bad.size() - NAMED) + " more" : "";
        throw new ToolkitException(
                FailureKind.BAD_INPUT,
                "Too many images cannot be used: " + bad.size() + " of " + images + " so far, at most " + allowed
                        + " may be bad. " + names + more + ".",
                "Replace or remove them, or raise --max-bad-images.");
    }
}
