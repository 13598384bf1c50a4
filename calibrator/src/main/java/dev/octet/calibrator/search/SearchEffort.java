package dev.octet.calibrator.search;

/**
 * How much a search tries.
 *
 * @param threads that run the simulated network
 * @param choices how many of the worst ranges are tried one by one
 * @param leastShare of the harm of all choices together; a choice below it is left as it starts
 * @param leastGain relative drop of the error that a range must bring to be taken
 * @param leastFloatGain relative drop of the error that leaving a group in float must bring
 * @param enough error below which nothing more is left in float
 * @param floatMacs share of the network's operations that may be in float, the head's included
 * @param wholePath true for a caller who measures what the search found: it goes on to the end of the budget as long as
 *     the error falls, counts operations but not conversions, and looks again at what else would help after each step
 */
public record SearchEffort(
        int threads,
        int choices,
        double leastShare,
        double leastGain,
        double leastFloatGain,
        double enough,
        double floatMacs,
        boolean wholePath) {

    /** Samples for looking at each choice alone: a quarter of all, and at least this many. */
    private static final int FEW = 4;

    /** Where the head alone is beyond the share, this much of the share is still open. */
    private static final double LEAST_SHARE = 0.2;

    public SearchEffort {
        if (threads < 1 || choices < 0 || !(floatMacs >= 0 && floatMacs <= 1)) {
            throw new IllegalArgumentException("threads " + threads + ", choices " + choices + " and floatMacs "
                    + floatMacs + " must be positive, and floatMacs at most 1");
        }
    }

    /** A minute or two on a small detector. */
    public static SearchEffort defaults() {
        return new SearchEffort(Runtime.getRuntime().availableProcessors(), 24, 0.005, 0.005, 0.01, 0.03, 0.05, false);
    }

    /** For finding every step from all in integers to a share of the operations in float: some minutes. */
    public static SearchEffort thorough() {
        return new SearchEffort(Runtime.getRuntime().availableProcessors(), 60, 0.001, 0.01, 0.001, 0, 0.15, true);
    }

    /** The same with another number of threads. */
    public SearchEffort withThreads(int count) {
        return new SearchEffort(count, choices, leastShare, leastGain, leastFloatGain, enough, floatMacs, wholePath);
    }

    /** The same with another budget of operations in float; 0 leaves nothing but the head. */
    public SearchEffort withFloatMacs(double share) {
        return new SearchEffort(threads, choices, leastShare, leastGain, leastFloatGain, enough, share, wholePath);
    }

    /** The share of operations that a search may leave in float, beside a share that is in float anyway. */
    double floatMacsBeside(double placed) {
        return Math.max(floatMacs - placed, LEAST_SHARE * floatMacs);
    }

    int fewSamples(int all) {
        return Math.min(all, Math.max(FEW, all / 4));
    }
}
