package dev.octet.calibrator.observe;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The fast path of {@link TensorObserver}: loops over small arrays in shapes that C2 vectorizes on JDK 17.
 *
 * <p>{@link #survey} finds extremes and zeros, {@link #count} the bins, and {@link #surveyAndCount} both in one reading of
 * memory. The bin of {@code v} at width {@code w} is found without a cast: adding {@code 1.5 * 2^23 * w} rounds {@code v}
 * to the nearest multiple of {@code w} and leaves that multiple in the low bits of the sum; what is left, {@code v} less
 * the multiple, is exact, and where it is negative the floor is one lower. Values beyond the histogram, infinities and NaN
 * fall into some bin, always the same one, so {@link #discount} takes back what was counted too early.
 */
final class BinningKernel {

    /** Beyond this exponent the constants that are scaled by the bin width overflow. */
    static final int MAX_EXPONENT = 100;

    /** Values in one call at most: lanes of float32 count up to 2^24, and a sub-histogram up to 2^31. */
    static final int MAX_VALUES = 1 << 30;

    private static final int BLOCK = ObservationScratch.BLOCK;
    private static final int BINS = ObservationScratch.BINS;
    private static final float ROUNDER = 1.5f * (1 << 23);
    private static final float HUGE = 0x1p126f;

    private final ObservationScratch scratch;
    private float min;
    private float max;
    private long nonZero;

    BinningKernel(ObservationScratch scratch) {
        this.scratch = scratch;
    }

    /** Least value surveyed, zeros as 0 or -0; NaN when one is NaN. */
    float min() {
        return min;
    }

    /** Greatest value surveyed, zeros as 0 or -0; NaN when one is NaN. */
    float max() {
        return max;
    }

    /** Values surveyed that are not zero; has no meaning when one is not finite. */
    long nonZero() {
        return nonZero;
    }

    /** Looks at {@code length} values from {@code from} on. */
    void survey(FloatBuffer values, int from, int length) {
        openSurvey();
        for (int at = 0; at < length; at += BLOCK) {
            int size = Math.min(BLOCK, length - at);
            values.get(from + at, scratch.block, 0, size);
            extremes(scratch.block, scratch.low, scratch.high, size);
            nonZeros(scratch.block, scratch.nonZero, size);
        }
        closeSurvey();
    }

    /** Counts {@code length} values, all finite and inside the histogram, in the scratch. */
    void count(FloatBuffer values, int from, int length, int exponent) {
        tallyAll(values, from, length, exponent, 1);
    }

    /** Takes back what {@link #surveyAndCount} counted of the same values at the same exponent. */
    void discount(FloatBuffer values, int from, int length, int exponent) {
        tallyAll(values, from, length, exponent, -1);
    }

    /** {@link #survey} and {@link #count} in one; the counts are good only if the survey shows that all values fitted. */
    void surveyAndCount(FloatBuffer values, int from, int length, int exponent) {
        float rounder = Math.scalb(ROUNDER, exponent);
        float width = Math.scalb(1.0f, exponent);
        openSurvey();
        for (int at = 0; at < length; at += BLOCK) {
            int size = Math.min(BLOCK, length - at);
            values.get(from + at, scratch.block, 0, size);
            extremes(scratch.block, scratch.low, scratch.high, size);
            nonZeros(scratch.block, scratch.nonZero, size);
            floor(scratch.block, scratch.binned, rounder, width, size);
            tally(scratch.binned, scratch.counts, size, 1);
        }
        closeSurvey();
    }

    private void tallyAll(FloatBuffer values, int from, int length, int exponent, int step) {
        float rounder = Math.scalb(ROUNDER, exponent);
        float width = Math.scalb(1.0f, exponent);
        for (int at = 0; at < length; at += BLOCK) {
            int size = Math.min(BLOCK, length - at);
            values.get(from + at, scratch.block, 0, size);
            floor(scratch.block, scratch.binned, rounder, width, size);
            tally(scratch.binned, scratch.counts, size, step);
        }
    }

    private void openSurvey() {
        Arrays.fill(scratch.low, Float.POSITIVE_INFINITY);
        Arrays.fill(scratch.high, Float.NEGATIVE_INFINITY);
        Arrays.fill(scratch.nonZero, 0);
    }

    private void closeSurvey() {
        min = Float.POSITIVE_INFINITY;
        max = Float.NEGATIVE_INFINITY;
        nonZero = 0;
        for (int i = 0; i < BLOCK; i++) {
            min = Math.min(min, scratch.low[i]);
            max = Math.max(max, scratch.high[i]);
            nonZero += (long) scratch.nonZero[i];
        }
    }

    private static void extremes(float[] values, float[] low, float[] high, int size) {
        for (int i = 0; i < size; i++) {
            low[i] = Math.min(low[i], values[i]);
            high[i] = Math.max(high[i], values[i]);
        }
    }

    /** Adds 1 where a value is not zero: even the least float grows beyond 1 by two large factors. */
    private static void nonZeros(float[] values, float[] nonZero, int size) {
        for (int i = 0; i < size; i++) {
            nonZero[i] += Math.min(Math.abs(values[i]) * HUGE * HUGE, 1.0f);
        }
    }

    /**
     * Leaves each value's bin in the low bits of {@code binned}. A negative rest, however small, grows beyond a bin width
     * by two large factors and is cut to just one.
     */
    private static void floor(float[] values, float[] binned, float rounder, float width, int size) {
        for (int i = 0; i < size; i++) {
            float sum = values[i] + rounder;
            float rest = (values[i] + 0.0f) - (sum - rounder);
            binned[i] = sum + Math.max((rest - Math.abs(rest)) * HUGE * HUGE, -width);
        }
    }

    private static void tally(float[] binned, int[] counts, int size, int step) {
        int i = 0;
        for (; i + 3 < size; i += 4) {
            counts[index(binned[i])] += step;
            counts[BINS + index(binned[i + 1])] += step;
            counts[2 * BINS + index(binned[i + 2])] += step;
            counts[3 * BINS + index(binned[i + 3])] += step;
        }
        for (; i < size; i++) {
            counts[index(binned[i])] += step;
        }
    }

    /** The bin in two's complement of 13 bits: 0..4095 as they are, then -4096..-1. */
    private static int index(float binned) {
        return Float.floatToRawIntBits(binned) & (BINS - 1);
    }
}
