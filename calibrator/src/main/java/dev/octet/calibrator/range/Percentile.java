package dev.octet.calibrator.range;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;

/**
 * Keeps {@code percent} of the finite values and cuts the rest: of {@code |x|} when symmetric, half from each side when
 * affine. Whole bins are cut, from the outside in, as long as their values together do not exceed
 * {@code floor(N * (100 - percent) / 100)} (half of it a side when affine); the range ends on the bin edge reached, so
 * it is at most one bin wider than the sample percentile and never narrower.
 */
record Percentile(double percent) implements RangeEstimator {

    Percentile {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent " + percent + " is not above 0 and up to 100");
        }
    }

    @Override
    public String name() {
        return percent == Estimators.DEFAULT_PERCENTILE ? "percentile" : "percentile:" + percent;
    }

    @Override
    public ActivationRange estimate(TensorStatistics statistics, Symmetry symmetry) {
        Bins bins = Bins.of(statistics, symmetry);
        double cut = statistics.finite() * ((100 - percent) / 100);
        return switch (symmetry) {
            case SYMMETRIC -> bins.range(0, highEdge(bins, (long) cut));
            case AFFINE -> bins.range(lowEdge(bins, (long) (cut / 2)), highEdge(bins, (long) (cut / 2)));
        };
    }

    private static int highEdge(Bins bins, long mayCut) {
        long left = mayCut;
        int edge = bins.end();
        while (edge > 0 && bins.count(edge - 1) <= left) {
            left -= bins.count(--edge);
        }
        return edge;
    }

    private static int lowEdge(Bins bins, long mayCut) {
        long left = mayCut;
        int edge = bins.first();
        while (edge < 0 && bins.count(edge) <= left) {
            left -= bins.count(edge++);
        }
        return edge;
    }
}
