package dev.octet.runner.report;

import java.util.List;

/**
 * A plot as a template draws it; all positions are px of its frame.
 *
 * @param title what it shows, for those who hear the page
 * @param frame its size
 * @param xLabel what goes to the right
 * @param yLabel what goes up
 * @param x marks along the bottom
 * @param y marks along the left side
 * @param lines drawn in this order
 * @param marks points and vertical lines with a meaning
 */
public record Plot(
        String title,
        Frame frame,
        String xLabel,
        String yLabel,
        List<Mark> x,
        List<Mark> y,
        List<Line> lines,
        List<Mark> marks) {

    /** Where a plot stands alone on a line of the page. */
    static final Frame WIDE = new Frame(1000, 280);

    /** Where two stand side by side, and on a phone. */
    static final Frame HALF = new Frame(460, 270);

    public Plot {
        x = List.copyOf(x);
        y = List.copyOf(y);
        lines = List.copyOf(lines);
        marks = List.copyOf(marks);
    }

    /**
     * Size of a plot with its numbers, px.
     *
     * @param width of all
     * @param height of all
     */
    public record Frame(int width, int height) {

        private static final int LEFT = 54;
        private static final int RIGHT = 14;
        private static final int TOP = 12;
        private static final int BOTTOM = 44;

        /** Where values begin. */
        public int left() {
            return LEFT;
        }

        /** Where values end. */
        public int right() {
            return width - RIGHT;
        }

        /** Where the highest value is. */
        public int top() {
            return TOP;
        }

        /** Where the lowest value is. */
        public int bottom() {
            return height - BOTTOM;
        }

        Axis across(double low, double high) {
            return Axis.over(low, high, left(), right());
        }

        Axis upwards(double low, double high) {
            return Axis.over(low, high, bottom(), top());
        }
    }

    /**
     * A line or an area.
     *
     * @param name for the legend; empty to leave it out there
     * @param style class of its colour
     * @param path as SVG has it
     * @param tip what it says when pointed at; empty for nothing
     */
    public record Line(String name, String style, String path, String tip) {}

    /**
     * Something at one place.
     *
     * @param at px along its axis
     * @param up px down from the top; below 0 for all the height
     * @param label what it is
     * @param style class of its colour
     */
    public record Mark(double at, double up, String label, String style) {}

    static List<Mark> marks(List<Axis.Tick> ticks) {
        return ticks.stream()
                .map(tick -> new Mark(tick.at(), -1, tick.label(), ""))
                .toList();
    }

    /** Lines that a legend names. */
    public List<Line> named() {
        return lines.stream().filter(line -> !line.name().isEmpty()).toList();
    }
}
