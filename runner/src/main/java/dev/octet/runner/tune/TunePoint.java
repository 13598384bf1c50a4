package dev.octet.runner.tune;

import dev.octet.calibrator.search.FloatScore;
import dev.octet.calibrator.search.SearchResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One way to split a network between integers and float.
 *
 * @param floatNodes names of the nodes that a search left in float
 * @param floatMacs their operations for one image
 * @param error of the outputs on the images that were searched on
 */
public record TunePoint(Set<String> floatNodes, long floatMacs, double error) {

    public TunePoint {
        floatNodes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(floatNodes));
    }

    /**
     * The steps of a search as points, each with all nodes of the one before: from no node in float to all that the search
     * chose.
     *
     * @param most points to return, at least 2; where there are more steps, those are left out that bring the error down
     *     least
     */
    public static List<TunePoint> along(SearchResult found, int most) {
        List<FloatScore> steps =
                found.floatScores().stream().filter(FloatScore::chosen).toList();
        List<TunePoint> points = new ArrayList<>();
        Set<String> nodes = new LinkedHashSet<>();
        long macs = 0;
        points.add(new TunePoint(
                nodes, 0, steps.isEmpty() ? found.error() : steps.get(0).before()));
        for (FloatScore step : steps) {
            nodes.addAll(step.nodes());
            macs += step.macs();
            points.add(new TunePoint(nodes, macs, step.error()));
        }
        while (points.size() > most) {
            points.remove(leastMissed(points));
        }
        return points;
    }

    /** The inner point whose neighbours are closest in error, by ratio. */
    private static int leastMissed(List<TunePoint> points) {
        int least = 1;
        for (int i = 2; i < points.size() - 1; i++) {
            if (gap(points, i) < gap(points, least)) {
                least = i;
            }
        }
        return least;
    }

    private static double gap(List<TunePoint> points, int i) {
        return points.get(i - 1).error()
                / Math.max(Double.MIN_NORMAL, points.get(i + 1).error());
    }
}
