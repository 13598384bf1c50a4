package dev.octet.calibrator.search;

/**
 * How much a search tries.
 *
 * @param threads that run the simulated network
 * @param choices how many of the worst ranges are tried one by one
 * @param leastShare of the harm of all choices together; a choice below it is left as it starts
 * @param leastGain relative drop of the error that a range must bring to be taken
 * @param leastFloatGain relative drop of the error that leaving a group in float must bring
 * @param floatMacs share of the network's operations that may be left in float
 */
public record SearchEffort(
        int threads, int choices, double leastShare, double leastGain, double leastFloatGain, double floatMacs) {

    /** Samples for looking at each choice alone: a quarter of all, and at least this many. */
    private static final int FEW = 4;

    public SearchEffort {
        if (threads < 1 || choices < 0 || floatMacs < 0 || floatMacs > 1) {
            throw new IllegalArgumentException("threads " + threads + ", choices " + choices + " and floatMacs "
                    + floatMacs + " must be positive, and floatMacs at most 1");
        }
    }

    /** A minute or two on a small detector. */
    public static SearchEffort defaults() {
        return new SearchEffort(Runtime.getRuntime().availableProcessors(), 24, 0.005, 0.005, 0.02, 0.03);
    }

    /** The same with another number of threads. */
    public SearchEffort withThreads(int count) {
        return new SearchEffort(count, choices, leastShare, leastGain, leastFloatGain, floatMacs);
    }

    /** The same with another budget of operations in float. */
    public SearchEffort withFloatMacs(double share) {
        return new SearchEffort(threads, choices, leastShare, leastGain, leastFloatGain, share);
    }

    int fewSamples(int all) {
        return Math.min(all, Math.max(FEW, all / 4));
    }
}
