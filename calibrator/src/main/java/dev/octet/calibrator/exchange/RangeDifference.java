package dev.octet.calibrator.exchange;

import dev.octet.calibrator.scheme.ActivationRange;

/**
 * One tensor in two files.
 *
 * @param tensor its name
 * @param first its range in the first
 * @param second its range in the second
 */
public record RangeDifference(String tensor, ActivationRange first, ActivationRange second) {

    /**
     * How much wider all that either range covers is than what both cover, zero included in each: 1 for equal ranges, 2
     * when one is twice the other, infinite when they have only zero in common.
     */
    public double ratio() {
        ActivationRange a = first.includingZero();
        ActivationRange b = second.includingZero();
        ActivationRange either = a.union(b);
        double wide = (double) either.max() - either.min();
        double narrow = (double) Math.min(a.max(), b.max()) - Math.max(a.min(), b.min());
        return wide == 0 ? 1 : wide / narrow;
    }
}
