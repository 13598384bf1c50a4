package dev.octet.runner.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is lost against what stays in float, as an SVG picture: measured drops with their intervals, and what is expected. */
public final class ParetoPlot {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 24;
    private static final int TOP = 44;
    private static final int BOTTOM = 60;
    private static final int MOST_TICKS = 8;

    private final PointChoice choice;
    private final double most;
    private final double low;
    private final double high;
    private final StringBuilder svg = new StringBuilder();

    private ParetoPlot(PointChoice choice, double maxDrop) {
        this.choice = choice;
        List<MeasuredPoint> points = choice.points();
        this.most = 1.1
                * Math.max(
                        0.01,
                        points.stream().mapToDouble(ParetoPlot::inFloat).max().orElse(0));
        this.low =
                Math.min(0, points.stream().mapToDouble(p -> bound(p, -1)).min().orElse(0));
        this.high = Math.max(
                maxDrop, points.stream().mapToDouble(p -> bound(p, 1)).max().orElse(0));
    }

    /**
     * The picture.
     *
     * @param title above it
     * @param maxDrop of mAP that was asked for, 0 to 1
     */
    public static String svg(PointChoice choice, String title, double maxDrop) {
        return new ParetoPlot(choice, maxDrop).draw(title, maxDrop);
    }

    private static double inFloat(MeasuredPoint point) {
        return 1 - point.integerMacs();
    }

    private static double bound(MeasuredPoint point, int side) {
        double margin = point.measured().margin();
        return point.measured().drop() + (Double.isNaN(margin) ? 0 : side * margin);
    }

    private String draw(String title, double maxDrop) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        text(WIDTH / 2.0, 18, "middle", escaped(title));
        text(WIDTH / 2.0, 36, "middle", "dots: measured, with 95 % intervals; line: expected; large dot: chosen");
        axes();
        line(LEFT, y(maxDrop), WIDTH - RIGHT, y(maxDrop), "#c33", "stroke-dasharray=\"6 4\"");
        text(WIDTH - RIGHT, y(maxDrop) - 6, "end", "asked for: at most " + points(maxDrop));
        StringBuilder path = new StringBuilder();
        for (MeasuredPoint point : choice.points()) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(inFloat(point)), y(point.expected())));
        }
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#26c\" stroke-width=\"2\"/>",
                path.toString().strip());
        choice.points().forEach(this::mark);
        add("</svg>");
        return svg.toString();
    }

    private void axes() {
        line(LEFT, TOP, LEFT, HEIGHT - BOTTOM, "#333", "");
        line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "#333", "");
        for (double share : ticks(0, most)) {
            text(x(share), HEIGHT - BOTTOM + 20, "middle", String.format(Locale.ROOT, "%.1f %%", 100 * share));
        }
        for (double drop : ticks(low, high)) {
            text(LEFT - 8, y(drop) + 4, "end", points(drop));
            line(LEFT, y(drop), WIDTH - RIGHT, y(drop), "#ddd", "");
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 16, "middle", "multiply-accumulates in float");
        add(
                "<text x=\"18\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 18 %d)\">mAP lost, points</text>",
                HEIGHT / 2, HEIGHT / 2);
    }

    /** Round values within an interval: steps of 1, 2 or 5 times a power of ten. */
    static List<Double> ticks(double from, double to) {
        double rough = Math.max(1e-9, to - from) / MOST_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (int factor : new int[] {5, 2, 1}) {
            step = factor * power >= rough ? factor * power : step;
        }
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step); i * step <= to; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private void mark(MeasuredPoint point) {
        double x = x(inFloat(point));
        line(x, y(bound(point, -1)), x, y(bound(point, 1)), "#888", "");
        boolean chosen = point.equals(choice.point());
        add(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\"/>",
                x, y(point.measured().drop()), chosen ? 7 : 4, chosen ? "#c33" : "#26c");
    }

    private double x(double share) {
        return LEFT + share / most * (WIDTH - LEFT - RIGHT);
    }

    private double y(double drop) {
        return HEIGHT - BOTTOM - (drop - low) / Math.max(1e-9, high - low) * (HEIGHT - TOP - BOTTOM);
    }

    private static String points(double drop) {
        return String.format(Locale.ROOT, "%.2f", 100 * drop);
    }

    private void line(double x1, double y1, double x2, double y2, String colour, String more) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" %s/>", x1, y1, x2, y2, colour, more);
    }

    private void text(double x, double y, String anchor, String content) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, content);
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
