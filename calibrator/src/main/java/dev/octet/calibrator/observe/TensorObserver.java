package dev.octet.calibrator.observe;

import dev.octet.calibrator.scheme.ActivationRange;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * Collects the statistics of one tensor, value by value, in 64 KiB. For one thread; observers of several threads are
 * joined by {@link #merge}, and the outcome is that of one observer that saw everything, in any order.
 *
 * <p>{@link #observeOne} is the specification; {@code observe} does the same faster.
 */
public final class TensorObserver {

    private static final int OFFSET = Histogram.BINS_PER_SIDE;
    private static final int INDEX_MASK = ObservationScratch.BINS - 1;
    private static final int MAGNITUDE_MASK = 0x7fff_ffff;

    /** Below this many values the plain path is cheaper than emptying the sub-histograms. */
    private static final int SMALL = 4096;

    private final String tensor;
    private final ObservationScratch scratch;
    private long[] counts = new long[ObservationScratch.BINS];
    private int exponent = Histogram.MIN_EXPONENT;
    private long count;
    private long nan;
    private long positiveInfinite;
    private long negativeInfinite;
    private long zeros;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;

    /** An observer with its own working memory. */
    public TensorObserver(String tensor) {
        this(tensor, new ObservationScratch());
    }

    /**
     * An observer that borrows working memory.
     *
     * @param tensor name in the graph
     * @param scratch used by no other thread
     */
    public TensorObserver(String tensor, ObservationScratch scratch) {
        this.tensor = Objects.requireNonNull(tensor, "tensor");
        this.scratch = Objects.requireNonNull(scratch, "scratch");
    }

    /** Observes all values of the buffer, from 0 to its limit; position and limit stay as they are. */
    public void observe(FloatBuffer values) {
        FloatBuffer all = values.duplicate();
        all.rewind();
        float[] chunk = scratch.chunk;
        boolean small = all.remaining() < SMALL;
        while (all.hasRemaining()) {
            int length = Math.min(chunk.length, all.remaining());
            all.get(chunk, 0, length);
            observeRange(chunk, 0, length, small);
        }
        if (!small) {
            drainScratch();
        }
    }

    /**
     * Observes part of an array.
     *
     * @param values float32 values
     * @param from index of the first value
     * @param to one past the last value
     */
    public void observe(float[] values, int from, int to) {
        Objects.checkFromToIndex(from, to, values.length);
        boolean small = to - from < SMALL;
        for (int at = from; at < to; at += ObservationScratch.CHUNK) {
            observeRange(values, at, Math.min(to, at + ObservationScratch.CHUNK), small);
        }
        if (!small) {
            drainScratch();
        }
    }

    /** Observes one value: the plain path that the fast one must match. */
    void observeOne(float value) {
        count++;
        if (Float.isNaN(value)) {
            nan++;
        } else if (value == Float.POSITIVE_INFINITY) {
            positiveInfinite++;
        } else if (value == Float.NEGATIVE_INFINITY) {
            negativeInfinite++;
        } else {
            if (value == 0) {
                zeros++;
            }
            min = Math.min(min, value + 0.0f);
            max = Math.max(max, value + 0.0f);
            int needed = Histogram.exponentFor(Math.abs(value));
            if (needed > exponent) {
                growTo(needed);
            }
            counts[Histogram.binOf(value, exponent) + OFFSET]++;
        }
    }

    /** Adds everything that the other observer saw; the other one is unchanged. */
    public void merge(TensorObserver other) {
        if (other.exponent > exponent) {
            growTo(other.exponent);
        }
        int shift = Math.min(31, exponent - other.exponent);
        for (int i = 0; i < other.counts.length; i++) {
            int bin = (i - OFFSET) >> shift;
            counts[bin + OFFSET] = Math.addExact(counts[bin + OFFSET], other.counts[i]);
        }
        count = Math.addExact(count, other.count);
        nan += other.nan;
        positiveInfinite += other.positiveInfinite;
        negativeInfinite += other.negativeInfinite;
        zeros += other.zeros;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    /** Everything seen so far. */
    public TensorStatistics snapshot() {
        Optional<ActivationRange> range = min <= max ? Optional.of(new ActivationRange(min, max)) : Optional.empty();
        return new TensorStatistics(
                tensor,
                count,
                nan,
                positiveInfinite,
                negativeInfinite,
                zeros,
                range,
                Histogram.of(exponent, -OFFSET, counts));
    }

    private void observeRange(float[] values, int from, int to, boolean small) {
        if (small) {
            for (int i = from; i < to; i++) {
                observeOne(values[i]);
            }
            return;
        }
        int at = from;
        while (at < to) {
            at = bin(values, at, to);
            if (at < to) {
                // Not finite, or beyond the histogram: empty the sub-histograms, as the bin width may change.
                if (Float.isFinite(values[at])) {
                    drainScratch();
                }
                observeOne(values[at++]);
            }
        }
    }

    /**
     * Bins values into the sub-histograms until one is not finite or does not fit, and returns its index, or {@code to}.
     *
     * <p>For a value {@code -a < 0}, {@code floor(-a / w) = ~floor(a' / w)} with {@code a'} the float just below
     * {@code a}: every bin edge is a float, so no edge lies between the two. Adding 0 first makes -0 a 0. Products below
     * the normal range may round, but stay below 1.
     */
    private int bin(float[] values, int from, int to) {
        int[] bins = scratch.counts;
        float inverse = Math.scalb(1.0f, -exponent);
        int limit = Float.floatToRawIntBits(Math.scalb((float) Histogram.BINS_PER_SIDE, exponent));
        float low = min;
        float high = max;
        int zero = 0;
        int i = from;
        for (; i < to; i++) {
            float value = values[i] + 0.0f;
            int bits = Float.floatToRawIntBits(value);
            int magnitude = bits & MAGNITUDE_MASK;
            if (magnitude >= limit) {
                break;
            }
            if (value < low) {
                low = value;
            }
            if (value > high) {
                high = value;
            }
            zero += (magnitude - 1) >>> 31;
            int sign = bits >> 31;
            int bin = (int) (Float.intBitsToFloat(magnitude + sign) * inverse) ^ sign;
            bins[(i & (ObservationScratch.WAYS - 1)) * ObservationScratch.BINS + ((bin + OFFSET) & INDEX_MASK)]++;
        }
        min = low;
        max = high;
        zeros += zero;
        count += i - from;
        return i;
    }

    /** Moves the sub-histograms' counts, all at the present bin width, into the histogram. */
    private void drainScratch() {
        int[] bins = scratch.counts;
        for (int way = 0; way < ObservationScratch.WAYS; way++) {
            int base = way * ObservationScratch.BINS;
            for (int i = 0; i < ObservationScratch.BINS; i++) {
                counts[i] += bins[base + i];
            }
        }
        java.util.Arrays.fill(bins, 0);
    }

    private void growTo(int coarser) {
        int shift = Math.min(31, coarser - exponent);
        long[] folded = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            folded[((i - OFFSET) >> shift) + OFFSET] += counts[i];
        }
        counts = folded;
        exponent = coarser;
    }
}
