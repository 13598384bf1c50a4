package dev.octet.runner.report;

/**
 * A class with the change of its AP as a bar that begins in the middle.
 *
 * @param name of the class
 * @param before AP of the float model, 0 to 1
 * @param after AP of the INT8 model
 * @param left px where the bar begins
 * @param width px
 */
public record ClassBar(String name, double before, double after, double left, double width) {

    /** Width of the largest loss and the largest gain together, px. */
    public static final int SPAN = 200;

    private static final double MIDDLE = SPAN / 2.0;

    static ClassBar of(Accuracy.ClassChange change, double most) {
        double width = most > 0 ? MIDDLE * Math.abs(change.after() - change.before()) / most : 0;
        double left = change.after() < change.before() ? MIDDLE - width : MIDDLE;
        return new ClassBar(change.name(), change.before(), change.after(), left, width);
    }

    /** Above 0 when INT8 is better. */
    public double change() {
        return after - before;
    }
}
