package dev.octet.benchmarks.power;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Samples of one source in arrays of a fixed size. When they are full every second sample is dropped, and from then on
 * every second one of those taken is kept: any length of time fits, at the cost of its detail.
 */
final class PowerTrace {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS = 1e6;

    private final long[] nanos;
    private final long[] values;
    private int kept;
    private int stride = 1;
    private int taken;
    private int missed;
    private int changes;
    private long lastNanos;
    private long lastValue;

    PowerTrace(int capacity) {
        if (capacity < 2 || capacity % 2 != 0) {
            throw new IllegalArgumentException("capacity is " + capacity + ", must be even and at least 2");
        }
        nanos = new long[capacity];
        values = new long[capacity];
    }

    /** Takes one sample. Makes no object. */
    void add(long atNanos, long value) {
        if (taken > 0 && value != lastValue) {
            changes++;
        }
        lastNanos = atNanos;
        lastValue = value;
        if (taken % stride == 0) {
            if (kept == nanos.length) {
                // The capacity is even: this sample is one that the doubled stride keeps.
                thin();
            }
            nanos[kept] = atNanos;
            values[kept] = value;
            kept++;
        }
        taken++;
    }

    /** Counts one that could not be read. */
    void miss() {
        missed++;
    }

    private void thin() {
        for (int i = 0; i < kept / 2; i++) {
            nanos[i] = nanos[2 * i];
            values[i] = values[2 * i];
        }
        kept /= 2;
        stride *= 2;
    }

    /** What the samples amount to; empty when there are fewer than two. */
    Optional<EnergyReading> reading(PowerSource source) {
        if (taken < 2 || lastNanos <= nanos[0]) {
            return Optional.empty();
        }
        boolean energy = source.quantity() == PowerSource.Quantity.ENERGY;
        double seconds = (lastNanos - nanos[0]) / NANOS_PER_SECOND;
        return Optional.of(new EnergyReading(
                source.name(),
                source.covers(),
                source.quantity(),
                source.accuracy(),
                energy ? (lastValue - values[0]) / MICROS : trapezoid(),
                seconds,
                energy ? stepOfCounter() : deviation(seconds),
                taken,
                missed));
    }

    /** The area under straight lines between the samples, joules. */
    private double trapezoid() {
        double sum = 0;
        for (int i = 1; i < kept; i++) {
            sum += area(nanos[i - 1], values[i - 1], nanos[i], values[i]);
        }
        return sum + area(nanos[kept - 1], values[kept - 1], lastNanos, lastValue);
    }

    private static double area(long fromNanos, long fromValue, long toNanos, long toValue) {
        return (toNanos - fromNanos) / NANOS_PER_SECOND * ((double) fromValue + toValue) / 2 / MICROS;
    }

    /** A counter is behind by up to one of its steps at both ends: two mean steps. */
    private OptionalDouble stepOfCounter() {
        return changes == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(2 * (lastValue - values[0]) / MICROS / changes);
    }

    /**
     * Two standard errors of the mean power, times the seconds. The variance is half the mean square of the differences of
     * neighbours, which a slow drift does not inflate (von Neumann, Annals of Mathematical Statistics 12, 1941).
     */
    private OptionalDouble deviation(double seconds) {
        if (kept < 3) {
            return OptionalDouble.empty();
        }
        double squares = 0;
        for (int i = 1; i < kept; i++) {
            double difference = (values[i] - values[i - 1]) / MICROS;
            squares += difference * difference;
        }
        double variance = squares / (2.0 * (kept - 1));
        return OptionalDouble.of(2 * seconds * Math.sqrt(variance / kept));
    }
}
