package dev.octet.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times workloads turn by turn, so that whatever else the machine does hits all of them alike: each round runs every
 * workload once, and every other round in reverse order. Rounds are kept in memory that is there before them, and is
 * doubled between two rounds should it be full.
 */
public final class InterleavedBenchmark {

    private static final int ROUNDS_AT_FIRST = 1 << 14;

    private final BenchmarkSettings settings;
    private final Clock clock;

    /** A benchmark with these settings on the monotonic clock. */
    public InterleavedBenchmark(BenchmarkSettings settings) {
        this(settings, Clock.monotonic());
    }

    /** The same on another clock. */
    public InterleavedBenchmark(BenchmarkSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Warms up, then times; one measurement per workload, in their order. */
    public List<Measurement> measure(List<? extends Workload> workloads) {
        if (workloads.isEmpty()) {
            throw new IllegalArgumentException("no workload to measure");
        }
        long warmUpEnd = clock.nanos() + settings.warmUp().toNanos();
        do {
            for (Workload workload : workloads) {
                workload.run();
            }
        } while (clock.nanos() < warmUpEnd);
        Workload[] turns = workloads.toArray(Workload[]::new);
        long[][] samples = new long[turns.length][Math.max(ROUNDS_AT_FIRST, settings.minimumRounds())];
        int rounds = 0;
        long end = clock.nanos() + settings.minimumDuration().toNanos();
        while (rounds < settings.minimumRounds() || clock.nanos() < end) {
            if (rounds == samples[0].length) {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = Arrays.copyOf(samples[i], 2 * rounds);
                }
            }
            round(turns, samples, rounds++);
        }
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < turns.length; i++) {
            measurements.add(new Measurement(
                    turns[i].name(),
                    Arrays.stream(samples[i], 0, rounds).boxed().toList()));
        }
        return measurements;
    }

    private void round(Workload[] turns, long[][] samples, int round) {
        for (int i = 0; i < turns.length; i++) {
            int turn = round % 2 == 0 ? i : turns.length - 1 - i;
            long start = clock.nanos();
            turns[turn].run();
            samples[turn][round] = clock.nanos() - start;
        }
    }
}
