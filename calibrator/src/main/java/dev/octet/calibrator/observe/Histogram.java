package dev.octet.calibrator.observe;

import java.util.Arrays;

/**
 * Counts of finite values in bins of width {@code 2^exponent} aligned to zero: bin {@code k} covers
 * {@code [k * width, (k + 1) * width)}.
 *
 * <p>The exponent follows from the largest magnitude alone ({@link #exponentFor}), and a bin of a coarser histogram is
 * the union of two of the next finer one, so the histogram is a function of the multiset of values: merging is exact,
 * associative and commutative, whatever the batches, threads or order. The larger magnitude lies in bins 2047..4095
 * (2048 to 4096 bins from zero to it), except that widths stop at {@code 2^-126}. The first and the last bin kept are
 * not empty; both zeros lie in bin 0.
 */
public final class Histogram {

    /** Every value lies in bins {@code -BINS_PER_SIDE .. BINS_PER_SIDE - 1}. */
    public static final int BINS_PER_SIDE = 4096;

    /** The finest bin width is the smallest normal float32, so that it and its reciprocal are exact. */
    public static final int MIN_EXPONENT = -126;

    /** The coarsest bin width that a finite float32 can need. */
    public static final int MAX_EXPONENT = Float.MAX_EXPONENT - 11;

    private static final Histogram EMPTY = new Histogram(MIN_EXPONENT, 0, new long[0]);

    private final int exponent;
    private final int firstBin;
    private final long[] counts;

    private Histogram(int exponent, int firstBin, long[] counts) {
        this.exponent = exponent;
        this.firstBin = firstBin;
        this.counts = counts;
    }

    /** The histogram of no value. */
    public static Histogram empty() {
        return EMPTY;
    }

    /**
     * A histogram from its counts; empty bins at both ends are dropped.
     *
     * @param exponent binary logarithm of the bin width
     * @param firstBin the bin of {@code counts[0]}
     * @param counts values in each bin, none negative
     */
    public static Histogram of(int exponent, int firstBin, long[] counts) {
        if (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT) {
            throw new IllegalArgumentException(
                    "exponent " + exponent + " is not in " + MIN_EXPONENT + ".." + MAX_EXPONENT);
        }
        if (firstBin < -BINS_PER_SIDE || (long) firstBin + counts.length > BINS_PER_SIDE) {
            throw new IllegalArgumentException("firstBin " + firstBin + " with " + counts.length
                    + " counts leaves bins " + -BINS_PER_SIDE + ".." + (BINS_PER_SIDE - 1));
        }
        long total = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("counts has a negative count, " + count);
            }
            total = Math.addExact(total, count);
        }
        return total == 0 ? EMPTY : trimmed(exponent, firstBin, counts);
    }

    private static Histogram trimmed(int exponent, int firstBin, long[] counts) {
        int from = 0;
        while (counts[from] == 0) {
            from++;
        }
        int to = counts.length;
        while (counts[to - 1] == 0) {
            to--;
        }
        return new Histogram(exponent, firstBin + from, Arrays.copyOfRange(counts, from, to));
    }

    /**
     * The exponent of the bin width for values up to this magnitude: {@code max(-126, floor(log2(amax)) - 11)}.
     *
     * @param amax finite, not negative
     */
    public static int exponentFor(float amax) {
        return Math.max(MIN_EXPONENT, Math.getExponent(amax) - 11);
    }

    /** The bin of a value: {@code floor(value / 2^exponent)}, exact. */
    public static int binOf(float value, int exponent) {
        return (int) Math.floor(Math.scalb((double) value, -exponent));
    }

    /** Binary logarithm of the bin width. */
    public int exponent() {
        return exponent;
    }

    /** Width of a bin, exact. */
    public double binWidth() {
        return Math.scalb(1.0, exponent);
    }

    /** True when no value was counted. */
    public boolean isEmpty() {
        return counts.length == 0;
    }

    /** The lowest bin that is not empty; 0 when all are. */
    public int firstBin() {
        return firstBin;
    }

    /** One past the highest bin that is not empty; 0 when all are empty. */
    public int endBin() {
        return firstBin + counts.length;
    }

    /** Values in bin {@code bin}; 0 outside the kept bins. */
    public long count(int bin) {
        int index = bin - firstBin;
        return index >= 0 && index < counts.length ? counts[index] : 0;
    }

    /** Counts from {@link #firstBin()} on; a copy. */
    public long[] counts() {
        return counts.clone();
    }

    /** All values counted. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The same values in bins of a coarser width, folding neighbours in pairs.
     *
     * @param coarser at least {@link #exponent()}
     */
    public Histogram foldedTo(int coarser) {
        if (coarser < exponent) {
            throw new IllegalArgumentException("exponent " + coarser + " is finer than " + exponent);
        }
        if (coarser == exponent || isEmpty()) {
            return this;
        }
        int shift = Math.min(31, coarser - exponent);
        int first = firstBin >> shift;
        long[] folded = new long[((endBin() - 1) >> shift) - first + 1];
        for (int i = 0; i < counts.length; i++) {
            folded[((firstBin + i) >> shift) - first] += counts[i];
        }
        return new Histogram(coarser, first, folded);
    }

    /** The histogram of both sets of values, at the coarser width of the two. */
    public Histogram mergedWith(Histogram other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        int common = Math.max(exponent, other.exponent);
        Histogram left = foldedTo(common);
        Histogram right = other.foldedTo(common);
        int first = Math.min(left.firstBin, right.firstBin);
        long[] sum = new long[Math.max(left.endBin(), right.endBin()) - first];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(left.count(first + i), right.count(first + i));
        }
        return of(common, first, sum);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Histogram other
                && exponent == other.exponent
                && firstBin == other.firstBin
                && Arrays.equals(counts, other.counts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * exponent + firstBin) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Histogram[2^" + exponent + ", bins " + firstBin + ".." + (endBin() - 1) + ", total " + total() + "]";
    }
}
