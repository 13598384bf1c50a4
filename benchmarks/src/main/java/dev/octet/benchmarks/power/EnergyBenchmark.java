package dev.octet.benchmarks.power;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Energy of work that is done over and over, above that of the idle machine. It has a run of its own: sampling takes
 * processor time, which timed rounds must not lose.
 */
public final class EnergyBenchmark {

    private final PowerSampler sampler;
    private final LongSupplier nanoClock;
    private final Wait wait;

    private EnergyBenchmark(PowerSampler sampler, LongSupplier nanoClock, Wait wait) {
        this.sampler = sampler;
        this.nanoClock = nanoClock;
        this.wait = wait;
    }

    /** Waits. */
    @FunctionalInterface
    interface Wait {
        /** Does nothing for so long. */
        void forNanos(long nanos) throws InterruptedException;
    }

    /** By these sources, which stay the caller's, sampled every {@link PowerDefaults#PERIOD}. */
    public static EnergyBenchmark of(List<PowerSource> sources) {
        return new EnergyBenchmark(
                new PowerSampler(sources, PowerDefaults.PERIOD),
                System::nanoTime,
                nanos -> Thread.sleep(Duration.ofNanos(nanos).toMillis()));
    }

    static EnergyBenchmark of(PowerSampler sampler, LongSupplier nanoClock, Wait wait) {
        return new EnergyBenchmark(sampler, nanoClock, wait);
    }

    /** The machine doing nothing for so long: to be asked before the work. */
    public List<EnergyReading> idle(Duration length) {
        return sampler.during(() -> {
            try {
                wait.forNanos(length.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * The work done again and again for so long at least.
     *
     * @param iteration the work
     * @param imagesPerIteration images that one goes through
     * @param length how long at least
     * @param idle the idle machine, by the same sources
     * @return by source, those that told both
     */
    public List<NetEnergy> of(
            Runnable iteration, long imagesPerIteration, Duration length, List<EnergyReading> idle) {
        long[] iterations = new long[1];
        List<EnergyReading> readings = sampler.during(() -> {
            long end = nanoClock.getAsLong() + length.toNanos();
            do {
                iteration.run();
                iterations[0]++;
            } while (nanoClock.getAsLong() < end);
        });
        List<NetEnergy> energy = new ArrayList<>();
        for (EnergyReading run : readings) {
            idle.stream()
                    .filter(one -> one.source().equals(run.source()))
                    .findFirst()
                    .ifPresent(one -> energy.add(new NetEnergy(run, one, iterations[0] * imagesPerIteration)));
        }
        return energy;
    }
}
