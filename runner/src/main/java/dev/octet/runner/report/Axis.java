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

    Axis {
        if (!(high > low)) {
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

    /** An axis that holds these values, somewhat wider when there is only one. */
    static Axis over(double least, double most, double begin, double end) {
        return most > least ? new Axis(least, most, begin, end) : new Axis(least - 0.5, least + 0.5, begin, end);
    }

    /** Where a value is, px with a tenth. */
    double at(double value) {
        return Math.round((begin + (value - low) / (high - low) * (end - begin)) * 10) / 10.0;
    }

    /** Multiples of 1, 2 or 5 times a power of ten, about five of them. */
    List<Tick> ticks() {
        double step = step((high - low) / TICKS);
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(new Tick(at(i * step), String.format(Locale.ROOT, "%." + digits + "f", i * step + 0.0)));
        }
        return ticks;
    }

    private static double step(double wanted) {
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        double times = wanted / power;
        return power * (times > 5 ? 10 : times > 2 ? 5 : times > 1 ? 2 : 1);
    }
}
