package dev.octet.benchmarks.power;

import dev.octet.benchmarks.Sampling;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Samples sources while work is done: once before it, then with a fixed period on a thread of its own, and once after it.
 * Taking samples makes no object.
 */
public final class PowerSampler {

    private final List<PowerSource> sources;
    private final Duration period;
    private final LongSupplier nanoClock;

    /**
     * A sampler.
     *
     * @param sources what is read, which stay the caller's
     * @param period between two samples
     */
    public PowerSampler(List<PowerSource> sources, Duration period) {
        this(sources, period, System::nanoTime);
    }

    PowerSampler(List<PowerSource> sources, Duration period, LongSupplier nanoClock) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period is " + period + ", must be more than nothing");
        }
        this.sources = List.copyOf(sources);
        this.period = period;
        this.nanoClock = nanoClock;
    }

    /**
     * The energy drawn while the work was done, by source, in their order; a source that told nothing is left out.
     *
     * @param work what is done, on the calling thread
     */
    public List<EnergyReading> during(Runnable work) {
        Turns turns = new Turns(sources, nanoClock);
        turns.take();
        Sampling.during(work, "octet-power", period.toNanos(), nanoClock, turns::take);
        turns.take();
        List<EnergyReading> readings = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            turns.traces[i].reading(sources.get(i)).ifPresent(readings::add);
        }
        return readings;
    }

    /** One stretch of sampling. Only one thread takes samples at a time. */
    static final class Turns {

        private final PowerSource[] sources;
        private final LongSupplier nanoClock;
        final PowerTrace[] traces;

        Turns(List<PowerSource> sources, LongSupplier nanoClock) {
            this.sources = sources.toArray(PowerSource[]::new);
            this.nanoClock = nanoClock;
            this.traces = new PowerTrace[sources.size()];
            for (int i = 0; i < traces.length; i++) {
                traces[i] = new PowerTrace(PowerDefaults.SAMPLES);
            }
        }

        /** One sample of each source; its time is the middle of its reading. */
        void take() {
            for (int i = 0; i < sources.length; i++) {
                long before = nanoClock.getAsLong();
                try {
                    long value = sources[i].read();
                    traces[i].add(before + (nanoClock.getAsLong() - before) / 2, value);
                } catch (IOException | ToolkitException e) {
                    traces[i].miss();
                }
            }
        }
    }
}
