package dev.octet.calibrator.observe;

/**
 * Working memory of {@link TensorObserver}, about 200 KiB. One per thread serves all observers of that thread; it holds
 * nothing between calls.
 */
public final class ObservationScratch {

    static final int CHUNK = 1 << 14;

    /** Interleaved sub-histograms, so that runs of one value do not wait on their own counter. */
    static final int WAYS = 4;

    static final int BINS = 2 * Histogram.BINS_PER_SIDE;

    final float[] chunk = new float[CHUNK];
    final int[] counts = new int[WAYS * BINS];

    /** Fresh working memory. */
    public ObservationScratch() {}
}
