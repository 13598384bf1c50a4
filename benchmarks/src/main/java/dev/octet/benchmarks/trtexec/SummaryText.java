package dev.octet.benchmarks.trtexec;

import dev.octet.benchmarks.load.QueryTrace;
import java.util.ArrayList;
import java.util.List;

/** The lines that trtexec prints of a run, for scripts that look for them: numbers to the last digit, without its log prefix. */
public final class SummaryText {

    /** Averages at the beginning and at the end that are printed; those between are left out. */
    private static final int PRINTED = 200;

    private static final float MILLIS_PER_SECOND = 1000f;

    private SummaryText() {}

    /**
     * All lines.
     *
     * @param trace every query, by the start of its copies
     * @param averaged queries that one line of the trace is the mean of
     */
    public static List<String> lines(Summary summary, List<QueryTrace> trace, int averaged) {
        List<String> lines = new ArrayList<>();
        lines.add("Warmup completed " + summary.warmUps() + " queries over " + number(summary.warmUpMillis()) + " ms");
        lines.add("Timing trace has " + summary.queries() + " queries over "
                + number(summary.wallMillis() / MILLIS_PER_SECOND) + " s");
        lines.addAll(averages(trace.subList(summary.warmUps(), trace.size()), averaged));
        lines.add("");
        lines.add("=== Performance summary ===");
        lines.add("Throughput: " + number(summary.throughput()) + " qps");
        lines.add("Latency: " + summary.latency().text(summary.wanted()));
        lines.add("Enqueue Time: " + summary.enqueue().text(summary.wanted()));
        lines.add("H2D Latency: " + summary.h2d().text(summary.wanted()));
        lines.add("GPU Compute Time: " + summary.compute().text(summary.wanted()));
        lines.add("D2H Latency: " + summary.d2h().text(summary.wanted()));
        lines.add("Total Host Walltime: " + number(summary.wallMillis() / MILLIS_PER_SECOND) + " s");
        lines.add("Total GPU Compute Time: " + number(summary.totalComputeSeconds()) + " s");
        for (Warning warning : summary.warnings()) {
            lines.add(warning.line(summary.compute()));
            if (!warning.remedy().isEmpty()) {
                lines.add("  " + warning.remedy());
            }
        }
        return lines;
    }

    private static List<String> averages(List<QueryTrace> counted, int averaged) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("=== Trace details ===");
        lines.add("Trace averages of " + averaged + " runs:");
        long printed = (long) PRINTED * averaged;
        Sums sums = new Sums();
        for (long i = 0; i < counted.size(); i++) {
            if (counted.size() > 2 * printed && i == printed) {
                lines.add("... Omitting " + (counted.size() - 2 * printed) + " lines");
                i = counted.size() - printed - 1;
            }
            sums.add(counted.get((int) i));
            if (sums.count == averaged) {
                lines.add(sums.line(averaged));
                sums = new Sums();
            }
        }
        return lines;
    }

    private static String number(float value) {
        return CppNumber.text(value);
    }

    /** Sums of a few queries, in float. */
    private static final class Sums {

        private int count;
        private float enqueue;
        private float h2d;
        private float compute;
        private float d2h;

        void add(QueryTrace trace) {
            count++;
            enqueue += trace.enqueue();
            h2d += trace.h2d();
            compute += trace.compute();
            d2h += trace.d2h();
        }

        String line(int runs) {
            return "Average on " + runs + " runs - GPU latency: " + number(compute / runs) + " ms - Host latency: "
                    + number((h2d + compute + d2h) / runs) + " ms (enqueue " + number(enqueue / runs) + " ms)";
        }
    }
}
