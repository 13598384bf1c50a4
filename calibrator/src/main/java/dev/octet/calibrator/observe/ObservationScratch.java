package dev.octet.calibrator.observe;

/**
 * Working memory of {@link TensorObserver}, about 150 KiB. One per thread serves all observers of that thread; it holds
 * nothing between calls.
 */
public final class ObservationScratch {

    /** Values worked on at once, in arrays of one index, which is what the JIT compiler vectorizes. */
    static final int BLOCK = 1 << 10;

    /** Interleaved sub-histograms, so that runs of one value do not wait on their own counter. */
    static final int WAYS = 4;

    static final int BINS = 2 * Histogram.BINS_PER_SIDE;

    final float[] block = new float[BLOCK];
    final float[] low = new float[BLOCK];
    final float[] high = new float[BLOCK];
    final float[] nonZero = new float[BLOCK];
    final float[] binned = new float[BLOCK];
    final int[] counts = new int[WAYS * BINS];
    final short[] halves = new short[BLOCK];
    private int[] patterns = new int[0];

    /** Fresh working memory. */
    public ObservationScratch() {}

    /** A count, now 0, for every bit pattern of a half; 256 KiB, made at first use. */
    int[] patterns() {
        if (patterns.length == 0) {
            patterns = new int[HalfFloat.PATTERNS];
        }
        return patterns;
    }
}
