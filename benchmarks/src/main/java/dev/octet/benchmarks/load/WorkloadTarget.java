package dev.octet.benchmarks.load;

import dev.octet.benchmarks.Clock;
import dev.octet.benchmarks.Workload;
import java.util.List;

/**
 * Workloads that end where they began, on the host: one is a lane each. A run is a call that computes, so nothing is enqueued
 * and nothing is copied: their times are 0, and the work is all of the latency.
 */
public final class WorkloadTarget implements LoadTarget {

    private final String name;
    private final List<Lane> lanes;

    /** One lane for each workload; the workloads stay their owner's. */
    public WorkloadTarget(String name, List<? extends Workload> workloads, Clock clock) {
        this.name = name;
        this.lanes = workloads.stream()
                .map(workload -> (Lane) new WorkloadLane(workload, clock))
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Lane> lanes() {
        return lanes;
    }

    private static final class WorkloadLane implements Lane {

        private final Workload workload;
        private final Clock clock;
        private long origin;
        private long start;
        private long end;

        WorkloadLane(Workload workload, Clock clock) {
            this.workload = workload;
            this.clock = clock;
        }

        @Override
        public int depth() {
            return 1;
        }

        @Override
        public void begin(long originNanos) {
            origin = originNanos;
        }

        @Override
        public void submit(int slot) {
            start = clock.nanos();
            workload.run();
            end = clock.nanos();
        }

        @Override
        public void await(int slot, QueryTimes times) {
            float started = QueryTimes.millis(start - origin);
            times.enqueue(started, started);
            times.computeOnly(started, QueryTimes.millis(end - origin));
        }
    }
}
