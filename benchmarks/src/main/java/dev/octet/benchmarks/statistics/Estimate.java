package dev.octet.benchmarks.statistics;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A figure with its 95 % confidence interval.
 *
 * @param value the figure
 * @param low where the interval begins, at most {@code value}
 * @param high where the interval ends, at least {@code value}
 */
public record Estimate(double value, double low, double high) {

    /** How often intervals of this kind hold the true figure. */
    public static final double CONFIDENCE = 0.95;

    public Estimate {
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException("value " + value + " is not between low " + low + " and high " + high);
        }
    }

    /** The same in another unit. */
    public Estimate times(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("factor is " + factor + ", must be above 0");
        }
        return new Estimate(value * factor, low * factor, high * factor);
    }

    /** True when the interval does not hold this figure. */
    public boolean excludes(double figure) {
        return figure < low || figure > high;
    }

    /** {@code value}, {@code low} and {@code high} by name, in this order. */
    public Map<String, Double> toMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        map.put("value", value);
        map.put("low", low);
        map.put("high", high);
        return map;
    }

    /** As people read it: {@code 1.52 (95 % interval 1.49 to 1.55)}. */
    public String text(int decimals) {
        return String.format(
                Locale.ROOT,
                "%." + decimals + "f (95 %% interval %." + decimals + "f to %." + decimals + "f)",
                value,
                low,
                high);
    }
}
