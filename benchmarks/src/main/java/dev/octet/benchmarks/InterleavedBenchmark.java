package dev.octet.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Times workloads turn by turn, so that whatever else the machine does hits all of them alike: each round runs every
 * workload once, and every other round in reverse order.
 */
public final class InterleavedBenchmark {

    private final BenchmarkSettings settings;

    /** A benchmark with these settings. */
    public InterleavedBenchmark(BenchmarkSettings settings) {
        this.settings = settings;
    }

    /** Warms up, then times; one measurement per workload, in their order. Uses the monotonic clock. */
    public List<Measurement> measure(List<Workload> workloads) {
        if (workloads.isEmpty()) {
            throw new IllegalArgumentException("no workload to measure");
        }
        long warmUpEnd = System.nanoTime() + settings.warmUp().toNanos();
        do {
            workloads.forEach(Workload::run);
        } while (System.nanoTime() < warmUpEnd);
        List<List<Long>> samples = new ArrayList<>();
        workloads.forEach(workload -> samples.add(new ArrayList<>()));
        long end = System.nanoTime() + settings.minimumDuration().toNanos();
        for (int round = 0; round < settings.minimumRounds() || System.nanoTime() < end; round++) {
            for (int i = 0; i < workloads.size(); i++) {
                int turn = round % 2 == 0 ? i : workloads.size() - 1 - i;
                long start = System.nanoTime();
                workloads.get(turn).run();
                samples.get(turn).add(System.nanoTime() - start);
            }
        }
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < workloads.size(); i++) {
            measurements.add(new Measurement(workloads.get(i).name(), samples.get(i)));
        }
        return measurements;
    }
}
