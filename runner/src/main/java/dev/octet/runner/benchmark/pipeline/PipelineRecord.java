package dev.octet.runner.benchmark.pipeline;

import java.util.Arrays;

/** What is written down of jobs as they end, in arrays that grow by doubling. For one thread. */
final class PipelineRecord {

    private final long[][] service = new long[Stage.values().length][1024];
    private long[] latency = new long[1024];
    private int runs;
    private long begin;
    private long end;
    private boolean started;

    /** The last job that does not count has ended: from here on time counts. */
    void skip(Job job) {
        if (runs == 0) {
            begin = Math.max(begin, job.finished());
            started = true;
        }
    }

    void add(Job job) {
        if (!started) {
            begin = job.submitted();
            started = true;
        }
        if (runs == latency.length) {
            latency = Arrays.copyOf(latency, 2 * runs);
            for (int stage = 0; stage < service.length; stage++) {
                service[stage] = Arrays.copyOf(service[stage], 2 * runs);
            }
        }
        for (Stage stage : Stage.values()) {
            service[stage.ordinal()][runs] = job.serviceNanos(stage);
        }
        latency[runs++] = job.finished() - job.submitted();
        end = Math.max(end, job.finished());
    }

    int runs() {
        return runs;
    }

    /** From the end of the last job that does not count to the end of the last that does. */
    long windowNanos() {
        return end - begin;
    }

    long[] latencyNanos() {
        return Arrays.copyOf(latency, runs);
    }

    long[] serviceNanos(Stage stage) {
        return Arrays.copyOf(service[stage.ordinal()], runs);
    }
}
