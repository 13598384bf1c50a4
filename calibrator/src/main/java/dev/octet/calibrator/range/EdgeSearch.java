package dev.octet.calibrator.range;

import dev.octet.calibrator.scheme.ActivationRange;

/**
 * Finds the pair of bin edges with the least loss, at least {@code steps + 1} bins apart; between equals the wider wins.
 *
 * <p>Where all values lie on one side of zero (always when symmetric) every edge is tried. With two sides: coordinate
 * descent from the full range, high edge then low edge, until neither moves or four rounds are done; each scan tries
 * about 128 evenly spaced edges, then every edge around the best of them.
 */
final class EdgeSearch {

    private static final int COARSE_EDGES = 128;
    private static final int MAX_ROUNDS = 4;

    private EdgeSearch() {}

    /** What it costs to cover just the values between two edges. */
    @FunctionalInterface
    interface Loss {
        /** The loss; infinite, or anything above the limit, where it is above the limit. */
        double of(int lowEdge, int highEdge, double limit);
    }

    /** A loss with one edge held. */
    @FunctionalInterface
    private interface EdgeLoss {
        double of(int edge, double limit);
    }

    static ActivationRange search(Bins bins, Loss loss) {
        int low = bins.first();
        int high = bins.end();
        int apart = bins.steps() + 1;
        if (high - low <= apart) {
            return bins.range(low, high);
        }
        if (low == 0) {
            return bins.range(0, everyEdge((edge, limit) -> loss.of(0, edge, limit), high, apart));
        }
        if (high == 0) {
            return bins.range(everyEdge((edge, limit) -> loss.of(edge, 0, limit), low, -apart), 0);
        }
        for (int round = 0; round < MAX_ROUNDS; round++) {
            int fixedLow = low;
            int nextHigh =
                    coarseToFine((edge, limit) -> loss.of(fixedLow, edge, limit), bins.end(), Math.max(0, low + apart));
            int nextLow = coarseToFine(
                    (edge, limit) -> loss.of(edge, nextHigh, limit), bins.first(), Math.min(0, nextHigh - apart));
            if (nextHigh == high && nextLow == low) {
                break;
            }
            high = nextHigh;
            low = nextLow;
        }
        return bins.range(low, high);
    }

    private static int coarseToFine(EdgeLoss loss, int outer, int inner) {
        int stride = Math.max(1, Math.abs(outer - inner) / COARSE_EDGES);
        int coarse = scan(loss, outer, inner, outer, stride);
        return stride == 1 ? coarse : refine(loss, outer, inner, coarse, stride);
    }

    private static int refine(EdgeLoss loss, int outer, int inner, int coarse, int stride) {
        int outward = outer >= inner ? stride : -stride;
        int from = between(coarse + outward, inner, outer);
        int to = between(coarse - outward, inner, outer);
        return scan(loss, from, to, coarse, 1);
    }

    /** The best of all edges. A few of them first give a limit that spares most of the work on the others. */
    private static int everyEdge(EdgeLoss loss, int outer, int inner) {
        double limit = Double.POSITIVE_INFINITY;
        int stride = Math.max(1, Math.abs(outer - inner) / COARSE_EDGES);
        for (int i = 0; i <= Math.abs(outer - inner) / stride; i++) {
            limit = Math.min(limit, loss.of(outer + (outer >= inner ? -i : i) * stride, limit));
        }
        return scan(loss, outer, inner, outer, 1, limit);
    }

    /** The best edge from {@code from} inwards to {@code to}; {@code fallback} when none has a finite loss. */
    private static int scan(EdgeLoss loss, int from, int to, int fallback, int stride) {
        return scan(loss, from, to, fallback, stride, Double.POSITIVE_INFINITY);
    }

    private static int scan(EdgeLoss loss, int from, int to, int fallback, int stride, double limit) {
        double least = Double.POSITIVE_INFINITY;
        int best = fallback;
        int step = from >= to ? -stride : stride;
        int count = Math.abs(from - to) / stride;
        for (int i = 0; i <= count; i++) {
            double value = loss.of(from + i * step, Math.min(least, limit));
            if (value < least) {
                least = value;
                best = from + i * step;
            }
        }
        return best;
    }

    private static int between(int value, int a, int b) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), value));
    }
}
