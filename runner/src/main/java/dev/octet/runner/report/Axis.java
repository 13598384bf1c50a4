package dev.octet.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From values to px along one side of a plot, with round numbers to read it by.
 *
 * @param low value at the beginning
 * @param high value at the end, above {@code low}
 * @param begin px there
 * @param end px there; below {@code begin} for an axis that goes up
 */
record Axis(double low, double high, double begin, double end) {

    /** Ticks that an axis has about. */
    private static final int TICKS = 5;

    /** Ranges below this share of their values are one value. */
    private static final double ONE_VALUE = 1e-9;

    /** What shares of a step are lost by rounding. */
    private static final double ROUNDING = 1e-9;

    private static final double LONG_NUMBER = 1e5;
    private static final double SHORT_STEP = 1e-4;

    Axis {
        if (!(high > low) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException("high " + high + " is not above low " + low);
        }
    }

    /**
     * A mark on an axis.
     *
     * @param at px
     * @param label the value
     */
    record Tick(double at, String label) {}

    /** An axis that holds these values, somewhat wider when they are one. */
    static Axis over(double least, double most, double begin, double end) {
        double size = Math.max(Math.abs(least), Math.abs(most));
        if (most - least > size * ONE_VALUE) {
            return new Axis(least, most, begin, end);
        }
        double room = size > 0 ? size / 2 : 0.5;
        return new Axis(least - room, most + room, begin, end);
    }

    /** Where a value is, px with a tenth. */
    double at(double value) {
        return Math.round((begin + (value - low) / (high - low) * (end - begin)) * 10) / 10.0;
    }

    /** Where a value is; at an end of the axis when it lies beyond. */
    double within(double value) {
        return at(Math.max(low, Math.min(high, value)));
    }

    /** Multiples of 1, 2 or 5 times a power of ten, about five of them. */
    List<Tick> ticks() {
        return ticks(step((high - low) / TICKS));
    }

    /** The same for things that are counted: no tick between whole numbers. */
    List<Tick> wholeTicks() {
        return ticks(Math.max(1, step((high - low) / TICKS)));
    }

    private List<Tick> ticks(double step) {
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - ROUNDING); i * step <= high + step * ROUNDING; i++) {
            ticks.add(new Tick(at(i * step), label(i * step + 0.0, step)));
        }
        return ticks;
    }

    /** As many digits as tell one tick from the next. */
    private String label(double value, double step) {
        double most = Math.max(Math.abs(low), Math.abs(high));
        if (value != 0 && (most >= LONG_NUMBER || step < SHORT_STEP)) {
            int digits = (int) (Math.floor(Math.log10(Math.abs(value)) + ROUNDING) - Math.floor(power(step)));
            return String.format(Locale.ROOT, "%." + Math.max(0, digits) + "e", value);
        }
        int digits = value == 0 ? 0 : Math.max(0, (int) Math.ceil(-power(step)));
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static double power(double step) {
        return Math.floor(Math.log10(step) + ROUNDING);
    }

    private static double step(double wanted) {
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        double times = wanted / power;
        double most = 1 + ROUNDING;
        return power * (times > 5 * most ? 10 : times > 2 * most ? 5 : times > most ? 2 : 1);
    }
}
