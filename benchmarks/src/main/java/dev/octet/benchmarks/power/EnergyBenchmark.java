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
    private final Wait wait;

    private EnergyBenchmark(PowerSampler sampler, Wait wait) {
        this.sampler = sampler;
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
                nanos -> Thread.sleep(Duration.ofNanos(nanos).toMillis()));
    }

    static EnergyBenchmark of(PowerSampler sampler, Wait wait) {
        return new EnergyBenchmark(sampler, wait);
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
     * The energy of work above that of the idle machine.
     *
     * @param work what is done; returns how many images went through
     * @param idle the idle machine, by the same sources
     * @return by source, those that told both
     */
    public List<NetEnergy> of(LongSupplier work, List<EnergyReading> idle) {
        long[] images = new long[1];
        List<EnergyReading> readings = sampler.during(() -> images[0] = work.getAsLong());
        List<NetEnergy> energy = new ArrayList<>();
        for (EnergyReading run : readings) {
            idle.stream()
                    .filter(one -> one.source().equals(run.source()))
                    .findFirst()
                    .ifPresent(one -> energy.add(new NetEnergy(run, one, images[0])));
        }
        return energy;
    }

    /**
     * Work that is one iteration again and again.
     *
     * @param iteration done at least once
     * @param imagesPerIteration images that one goes through
     * @param length how long at least
     */
    public static LongSupplier again(Runnable iteration, long imagesPerIteration, Duration length) {
        return again(iteration, imagesPerIteration, length, System::nanoTime);
    }

    static LongSupplier again(Runnable iteration, long imagesPerIteration, Duration length, LongSupplier nanoClock) {
        return () -> {
            long end = nanoClock.getAsLong() + length.toNanos();
            long images = 0;
            do {
                iteration.run();
                images += imagesPerIteration;
            } while (nanoClock.getAsLong() < end);
            return images;
        };
    }
}
