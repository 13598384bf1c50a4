package dev.octet.benchmarks.power;

import java.util.OptionalDouble;

/**
 * What work drew above the idle machine.
 *
 * @param run while the work was done
 * @param idle of the same source, before it
 * @param images how many went through
 */
public record NetEnergy(EnergyReading run, EnergyReading idle, long images) {

    public NetEnergy {
        if (images < 1) {
            throw new IllegalArgumentException("images is " + images + ", must be at least 1");
        }
        if (!run.source().equals(idle.source())) {
            throw new IllegalArgumentException("run is by " + run.source() + ", idle by " + idle.source());
        }
    }

    /** Energy above idle by image: (E - P_idle * t) / images, joules. */
    public double joulesPerImage() {
        return (run.joules() - idle.watts() * run.seconds()) / images;
    }

    /** Energy by image with the idle machine in it, joules. */
    public double grossJoulesPerImage() {
        return run.joules() / images;
    }

    /** Power above idle. */
    public double watts() {
        return run.watts() - idle.watts();
    }

    /**
     * How far sampling can have put {@link #joulesPerImage()} off, joules: the errors of the run and of the idle machine,
     * that one scaled to the length of the run, added up. Empty when one of both is not known.
     */
    public OptionalDouble errorJoulesPerImage() {
        if (run.samplingErrorJoules().isEmpty() || idle.samplingErrorJoules().isEmpty()) {
            return OptionalDouble.empty();
        }
        double idleError = idle.samplingErrorJoules().getAsDouble() * run.seconds() / idle.seconds();
        return OptionalDouble.of((run.samplingErrorJoules().getAsDouble() + idleError) / images);
    }

    /** True when the work cannot be told from the idle machine: within the error, or below nothing. */
    public boolean isLostInIdle() {
        return joulesPerImage() <= errorJoulesPerImage().orElse(0);
    }
}
