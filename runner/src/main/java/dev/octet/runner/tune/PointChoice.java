package dev.octet.runner.tune;

import java.util.List;
import java.util.OptionalInt;
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
     * The first point whose expected drop is at most this; when there is none, the last, whose outputs are closest to the
     * float model's.
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
        OptionalInt first = IntStream.range(0, expected.length)
                .filter(i -> expected[i] <= maxDrop)
                .findFirst();
        return new PointChoice(points, first.orElse(expected.length - 1), first.isPresent());
    }

    /** The chosen point. */
    public MeasuredPoint point() {
        return points.get(chosen);
    }
}
