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
 * @param evenAll whether every image may be bad
 */
public record BadImagePolicy(double fraction, int atLeast, boolean evenAll) {

    private static final int NAMED = 5;

    public BadImagePolicy {
        if (!(fraction >= 0 && fraction <= 1) || atLeast < 0) {
            throw new IllegalArgumentException(
                    "fraction " + fraction + " must be 0 to 1, atLeast " + atLeast + " must not be negative");
        }
    }

    /** One in a hundred, and one in a set that is smaller: a stray file is common, a broken set must be noticed. */
    public static BadImagePolicy defaults() {
        return new BadImagePolicy(0.01, 1, false);
    }

    /** At most that many, however large the set is. */
    public static BadImagePolicy atMost(int images) {
        return new BadImagePolicy(0, images, false);
    }

    /** Any number, even all: for a part of a set, whose bad images are counted over the whole by {@link #check}. */
    public static BadImagePolicy countedElsewhere() {
        return new BadImagePolicy(1, 0, true);
    }

    /** How many of so many images may be bad; not all of them, unless even that is allowed. */
    public int allowed(int images) {
        long share = (long) Math.floor(fraction * images);
        return (int) Math.min(Math.max(share, atLeast), evenAll ? images : Math.max(0, images - 1L));
    }

    /**
     * Checks the images found bad so far.
     *
     * @param bad the images
     * @param images how many there are, good and bad
     * @throws ToolkitException {@code BAD_INPUT} when they are too many
     */
    public void check(List<BadImage> bad, int images) {
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
