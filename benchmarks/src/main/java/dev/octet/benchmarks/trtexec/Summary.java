package dev.octet.benchmarks.trtexec;

import dev.octet.benchmarks.load.QueryTrace;
import java.util.List;

/**
 * trtexec's performance summary. A query is one run of the model, whatever its batch.
 *
 * @param warmUps queries before the first one whose work starts after the warm-up; they are in no figure
 * @param warmUpMillis the warm-up that was asked for, ms
 * @param queries how many are counted
 * @param wallMillis from the start of the first counted query's copies to the end of the last query's, ms
 * @param throughput queries a second over that time
 * @param latency copies to the device, work and copies back of one query, summed
 * @param enqueue the host's call that starts a query
 * @param h2d copies to the device
 * @param compute the work
 * @param d2h copies back
 * @param totalComputeSeconds the mean of the work times the number of queries, s
 * @param warnings what makes the figures doubtful
 * @param wanted percentiles, in the order of every metric's
 */
public record Summary(
        int warmUps,
        float warmUpMillis,
        int queries,
        float wallMillis,
        float throughput,
        Metric latency,
        Metric enqueue,
        Metric h2d,
        Metric compute,
        Metric d2h,
        float totalComputeSeconds,
        List<Warning> warnings,
        List<Float> wanted) {

    private static final float MILLIS_PER_SECOND = 1000f;

    public Summary {
        warnings = List.copyOf(warnings);
        wanted = List.copyOf(wanted);
    }

    /**
     * The summary of a trace.
     *
     * @param trace every query, also those of the warm-up, by the start of its copies
     * @param warmUpMillis queries whose work starts earlier, ms, and that come first are left out
     * @param streams how many lanes there were
     * @param wanted percentiles, in [0, 100]
     * @throws IllegalArgumentException when no query is left
     */
    public static Summary of(List<QueryTrace> trace, float warmUpMillis, int streams, List<Float> wanted) {
        int warmUps = 0;
        while (warmUps < trace.size() && trace.get(warmUps).computeStart() < warmUpMillis) {
            warmUps++;
        }
        List<QueryTrace> counted = trace.subList(warmUps, trace.size());
        if (counted.isEmpty()) {
            throw new IllegalArgumentException("no query was counted");
        }
        float wall = trace.get(trace.size() - 1).d2hEnd() - counted.get(0).h2dStart();
        Metric enqueue = Metric.of(counted, QueryTrace::enqueue, wanted);
        Metric h2d = Metric.of(counted, QueryTrace::h2d, wanted);
        Metric compute = Metric.of(counted, QueryTrace::compute, wanted);
        Metric d2h = Metric.of(counted, QueryTrace::d2h, wanted);
        return new Summary(
                warmUps,
                warmUpMillis,
                counted.size(),
                wall,
                counted.size() / wall * MILLIS_PER_SECOND,
                Metric.of(counted, QueryTrace::latency, wanted),
                enqueue,
                h2d,
                compute,
                d2h,
                compute.mean() * counted.size() / MILLIS_PER_SECOND,
                Warning.of(enqueue, h2d, compute, d2h, streams),
                wanted);
    }
}
