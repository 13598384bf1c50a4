package dev.octet.calibrator.observe;

import dev.octet.calibrator.scheme.ActivationRange;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
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
    private int lowBin;
    private int highBin = -1;

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

    /** Name in the graph. */
    public String tensor() {
        return tensor;
    }

    /** Observes all values of the buffer, from 0 to its limit; position and limit stay as they are. */
    public void observe(FloatBuffer values) {
        observe(values, 0, values.limit());
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
        observe(FloatBuffer.wrap(values), from, to);
    }

    /** Observes one value: the plain path that the fast one must match. */
    void observeOne(float value) {
        observeTimes(value, 1);
    }

    private void observeTimes(float value, long times) {
        count += times;
        if (Float.isNaN(value)) {
            nan += times;
        } else if (value == Float.POSITIVE_INFINITY) {
            positiveInfinite += times;
        } else if (value == Float.NEGATIVE_INFINITY) {
            negativeInfinite += times;
        } else {
            if (value == 0) {
                zeros += times;
            }
            min = Math.min(min, value + 0.0f);
            max = Math.max(max, value + 0.0f);
            int needed = Histogram.exponentFor(Math.abs(value));
            if (needed > exponent) {
                growTo(needed);
            }
            counts[Histogram.binOf(value, exponent) + OFFSET] += times;
        }
    }

    /**
     * Observes all values of the buffer, from 0 to its limit; position and limit stay as they are. There are only 65,536
     * of them, so each is binned once, however often it occurs.
     *
     * @param halves bit patterns of IEEE 754 binary16
     */
    public void observeHalves(ShortBuffer halves) {
        int[] times = scratch.patterns();
        for (int at = 0, limit = halves.limit(); at < limit; at += ObservationScratch.BLOCK) {
            int size = Math.min(ObservationScratch.BLOCK, limit - at);
            halves.get(at, scratch.halves, 0, size);
            for (int i = 0; i < size; i++) {
                times[scratch.halves[i] & HalfFloat.PATTERNS - 1]++;
            }
        }
        for (int pattern = 0; pattern < HalfFloat.PATTERNS; pattern++) {
            if (times[pattern] > 0) {
                observeTimes(HalfFloat.toFloat((short) pattern), times[pattern]);
                times[pattern] = 0;
            }
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

    /** Forgets everything seen so far. */
    public void clear() {
        Arrays.fill(counts, 0);
        exponent = Histogram.MIN_EXPONENT;
        count = 0;
        nan = 0;
        positiveInfinite = 0;
        negativeInfinite = 0;
        zeros = 0;
        min = Float.POSITIVE_INFINITY;
        max = Float.NEGATIVE_INFINITY;
    }

    private void observe(FloatBuffer values, int from, int to) {
        int length = to - from;
        if (length < SMALL) {
            observePlainly(values, from, to);
            return;
        }
        BinningKernel kernel = new BinningKernel(scratch);
        for (int at = from; at < to; ) {
            int size = Math.min(BinningKernel.MAX_VALUES, to - at);
            observeFast(kernel, values, at, size);
            at += size;
        }
        drainScratch();
    }

    /**
     * One reading of memory when the values fit the histogram as it is, which all but the first few samples' do: what was
     * counted is taken back where the survey shows that they did not.
     */
    private void observeFast(BinningKernel kernel, FloatBuffer values, int from, int length) {
        boolean counted = count > 0 && exponent <= BinningKernel.MAX_EXPONENT;
        if (counted) {
            kernel.surveyAndCount(values, from, length, exponent);
        } else {
            kernel.survey(values, from, length);
        }
        float amax = Math.max(-kernel.min(), kernel.max());
        boolean plain = !Float.isFinite(amax);
        int needed = plain ? exponent : Math.max(exponent, Histogram.exponentFor(amax));
        plain |= needed > BinningKernel.MAX_EXPONENT;
        if (counted && (plain || needed > exponent)) {
            kernel.discount(values, from, length, exponent);
            counted = false;
        }
        if (plain) {
            observePlainly(values, from, from + length);
            return;
        }
        if (needed > exponent) {
            drainScratch();
            growTo(needed);
        }
        if (!counted) {
            kernel.count(values, from, length, exponent);
        }
        count += length;
        zeros += length - kernel.nonZero();
        min = Math.min(min, kernel.min() + 0.0f);
        max = Math.max(max, kernel.max() + 0.0f);
        boolean drained = lowBin > highBin;
        int low = Histogram.binOf(kernel.min(), exponent);
        int high = Histogram.binOf(kernel.max(), exponent);
        lowBin = drained ? low : Math.min(lowBin, low);
        highBin = drained ? high : Math.max(highBin, high);
    }

    private void observePlainly(FloatBuffer values, int from, int to) {
        drainScratch();
        for (int i = from; i < to; i++) {
            observeOne(values.get(i));
        }
    }

    /** Moves the sub-histograms' counts, all at the present bin width, into the histogram. */
    private void drainScratch() {
        if (lowBin < 0) {
            drainScratch(lowBin & INDEX_MASK, (Math.min(highBin, -1) & INDEX_MASK) + 1);
        }
        if (highBin >= 0) {
            drainScratch(Math.max(lowBin, 0), highBin + 1);
        }
        lowBin = 0;
        highBin = -1;
    }

    private void drainScratch(int fromIndex, int toIndex) {
        int[] bins = scratch.counts;
        for (int way = 0; way < ObservationScratch.WAYS; way++) {
            int offset = way * ObservationScratch.BINS;
            for (int i = fromIndex; i < toIndex; i++) {
                counts[(i + OFFSET) & INDEX_MASK] += bins[offset + i];
            }
            Arrays.fill(bins, offset + fromIndex, offset + toIndex, 0);
        }
    }

    /** Folds the histogram onto itself: every bin moves towards the two around zero, never past one not yet moved. */
    private void growTo(int coarser) {
        int shift = Math.min(31, coarser - exponent);
        for (int i = OFFSET; i < counts.length; i++) {
            foldBin(i, shift);
        }
        for (int i = OFFSET - 1; i >= 0; i--) {
            foldBin(i, shift);
        }
        exponent = coarser;
    }

    private void foldBin(int bin, int shift) {
        long moved = counts[bin];
        counts[bin] = 0;
        counts[((bin - OFFSET) >> shift) + OFFSET] += moved;
    }
}
