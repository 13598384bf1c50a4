package dev.octet.benchmarks.power;

import java.util.OptionalDouble;

/**
 * The energy of a stretch of time.
 *
 * @param source what told it
 * @param covers what drew it
 * @param quantity what the source tells
 * @param accuracy how far the source's own figures can be off
 * @param joules energy
 * @param seconds length of the stretch
 * @param samplingErrorJoules how far sampling can have put it off, about 95 %; empty with too few samples to say
 * @param samples how many were taken
 * @param missed how many could not be read
 */
public record EnergyReading(
        String source,
        String covers,
        PowerSource.Quantity quantity,
        String accuracy,
        double joules,
        double seconds,
        OptionalDouble samplingErrorJoules,
        int samples,
        int missed) {

    public EnergyReading {
        if (!(seconds > 0) || Double.isNaN(joules)) {
            throw new IllegalArgumentException(
                    source + ": " + joules + " J in " + seconds + " s, must be in some time");
        }
    }

    /** Mean power. */
    public double watts() {
        return joules / seconds;
    }
}
