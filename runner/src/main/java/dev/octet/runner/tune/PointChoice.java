package dev.octet.runner.tune;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses among measured points.
 *
 * @param points from all in integers to most in float
 * @param chosen which one
 * @param met true when its expected drop is within what was asked
 */
public record PointChoice(List<MeasuredPoint> points, int chosen, boolean met) {

    public PointChoice {
        points = List.copyOf(points);
    }

    /** A point before the others are known. */
    public record Trial(TunePoint point, double integerMacs, long bytes) {}

    /**
     * The first point whose expected drop is at most this; when there is none, the first of those that are expected to
     * lose least.
     *
     * @param trials from all in integers to most in float
     * @param drops measured, one for each
     * @param maxDrop of mAP, 0 to 1
     */
    public static PointChoice of(List<Trial> trials, List<DropEvidence> drops, double maxDrop) {
        double[] expected =
                FallingFit.of(drops.stream().mapToDouble(DropEvidence::drop).toArray());
        List<MeasuredPoint> points = IntStream.range(0, trials.size())
                .mapToObj(i -> new MeasuredPoint(
                        trials.get(i).point(),
                        trials.get(i).integerMacs(),
                        trials.get(i).bytes(),
                        drops.get(i),
                        expected[i]))
                .toList();
        double wanted = Math.max(maxDrop, expected[expected.length - 1]);
        int first = IntStream.range(0, expected.length)
                .filter(i -> expected[i] <= wanted)
                .findFirst()
                .orElseThrow();
        return new PointChoice(points, first, expected[first] <= maxDrop);
    }

    /** The chosen point. */
    public MeasuredPoint point() {
        return points.get(chosen);
    }
}
