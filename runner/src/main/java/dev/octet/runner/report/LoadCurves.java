package dev.octet.runner.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Throughput against latency of one model under different loads, as a page of HTML that needs nothing else.
 *
 * @param model what was measured
 * @param where it ran, and how, one sentence each
 * @param curves one for each way to run it
 */
public record LoadCurves(String model, List<String> where, List<Curve> curves) {

    /** Styles that the page has for curves. */
    private static final int STYLES = 6;

    public LoadCurves {
        where = List.copyOf(where);
        curves = List.copyOf(curves);
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("there is no curve to draw");
        }
    }

    /**
     * Loads that differ in one thing only.
     *
     * @param name what they have in common
     * @param points in the order of what differs
     */
    public record Curve(String name, List<Point> points) {

        public Curve {
            points = List.copyOf(points);
        }
    }

    /**
     * One load.
     *
     * @param load what it is
     * @param imagesPerSecond throughput
     * @param medianMillis latency of one run
     * @param highMillis 99th percentile of the same
     * @param runs that were timed
     */
    public record Point(String load, double imagesPerSecond, double medianMillis, double highMillis, int runs) {

        /** For people who point at it. */
        public String tip() {
            return load + ": " + Words.number(imagesPerSecond, 1) + " images/s, median " + Words.number(medianMillis, 2)
                    + " ms, 99 % within " + Words.number(highMillis, 2) + " ms";
        }
    }

    /** The page, UTF-8. */
    public byte[] page() {
        return Page.render("curves.jte", this);
    }

    /** All points, curve by curve. */
    public List<Point> points() {
        return curves.stream().flatMap(curve -> curve.points().stream()).toList();
    }

    /** Median latency to the right, throughput upwards: what lies higher and more to the left is better. */
    public Plot plot() {
        double slowest =
                points().stream().mapToDouble(Point::medianMillis).max().orElse(0);
        double most =
                points().stream().mapToDouble(Point::imagesPerSecond).max().orElse(0);
        Axis x = Plot.WIDE.across(0, 1.05 * slowest);
        Axis y = Plot.WIDE.upwards(0, 1.08 * most);
        List<Plot.Line> lines = new ArrayList<>();
        List<Plot.Mark> dots = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            String style = "a" + i % STYLES;
            StringBuilder path = new StringBuilder();
            for (Point point : curve.points()) {
                double at = x.at(point.medianMillis());
                double up = y.at(point.imagesPerSecond());
                path.append(path.isEmpty() ? "M" : "L").append(at).append(' ').append(up);
                dots.add(new Plot.Mark(at, up, point.tip(), style));
            }
            lines.add(new Plot.Line(curve.name(), style, path.toString(), curve.name()));
        }
        return new Plot(
                "Throughput against median latency",
                Plot.WIDE,
                "median latency of one run, ms",
                "images/s",
                Plot.marks(x.ticks()),
                Plot.marks(y.ticks()),
                lines,
                dots);
    }
}
