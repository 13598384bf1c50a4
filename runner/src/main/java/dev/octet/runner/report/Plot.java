package dev.octet.runner.report;

import java.util.List;

/**
 * A plot as a template draws it; all positions are px of its own frame.
 *
 * @param title what it shows, for those who hear the page
 * @param xLabel what goes to the right
 * @param yLabel what goes up
 * @param x marks along the bottom
 * @param y marks along the left side
 * @param lines drawn in this order
 * @param marks points and vertical lines with a meaning
 */
public record Plot(
        String title, String xLabel, String yLabel, List<Mark> x, List<Mark> y, List<Line> lines, List<Mark> marks) {

    /** Size of the frame, px. */
    public static final int WIDTH = 560;

    /** Size of the frame, px. */
    public static final int HEIGHT = 260;

    static final int LEFT = 52;
    static final int RIGHT = 548;
    static final int TOP = 12;
    static final int BOTTOM = 216;

    public Plot {
        x = List.copyOf(x);
        y = List.copyOf(y);
        lines = List.copyOf(lines);
        marks = List.copyOf(marks);
    }

    /**
     * A line or an area.
     *
     * @param name for the legend; empty to leave it out there
     * @param style class of its colour
     * @param path as SVG has it
     */
    public record Line(String name, String style, String path) {}

    /**
     * Something at one place.
     *
     * @param at px along its axis
     * @param up px down from the top; below 0 for all the height
     * @param label what it is
     * @param style class of its colour
     */
    public record Mark(double at, double up, String label, String style) {}

    static Axis across(double low, double high) {
        return Axis.over(low, high, LEFT, RIGHT);
    }

    static Axis upwards(double low, double high) {
        return Axis.over(low, high, BOTTOM, TOP);
    }

    static List<Mark> marks(Axis axis) {
        return axis.ticks().stream()
                .map(tick -> new Mark(tick.at(), -1, tick.label(), ""))
                .toList();
    }

    /** A line through points of evenly spaced x from 0 to 1. */
    static String curve(Axis x, Axis y, List<Double> values) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(x.at((double) i / (values.size() - 1)))
                    .append(' ')
                    .append(y.at(values.get(i)));
        }
        return path.toString();
    }
}
