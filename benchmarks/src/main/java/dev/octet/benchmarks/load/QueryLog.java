package dev.octet.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What one lane writes down of its queries, in memory that is there before the first. Once the rows are full, queries go on
 * into the histogram alone.
 */
final class QueryLog {

    /** One hour: longer queries are counted as that long. */
    private static final long LONGEST_NANOS = 3_600_000_000_000L;

    /** A latency is told apart from another to 1 in 1000. */
    private static final int DIGITS = 3;

    private final float warmUpMillis;
    private final long[] start;
    private final long[] end;
    private final float[] times;
    private final Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    private int size;
    private long lost;

    QueryLog(int capacity, float warmUpMillis) {
        this.warmUpMillis = warmUpMillis;
        this.start = new long[capacity];
        this.end = new long[capacity];
        this.times = new float[capacity * QueryTrace.TIMES];
    }

    /**
     * Writes down one query.
     *
     * @param startNanos when it began, or was to begin, since the origin
     * @param endNanos when it had ended, since the origin
     */
    void add(long startNanos, long endNanos, QueryTimes seen) {
        if (seen.computeStart >= warmUpMillis) {
            latency.recordValue(Math.min(LONGEST_NANOS, Math.max(0, endNanos - startNanos)));
        }
        if (size == start.length) {
            lost++;
            return;
        }
        start[size] = startNanos;
        end[size] = endNanos;
        int at = size * QueryTrace.TIMES;
        times[at] = seen.enqueueStart;
        times[at + 1] = seen.enqueueEnd;
        times[at + 2] = seen.h2dStart;
        times[at + 3] = seen.h2dEnd;
        times[at + 4] = seen.computeStart;
        times[at + 5] = seen.computeEnd;
        times[at + 6] = seen.d2hStart;
        times[at + 7] = seen.d2hEnd;
        size++;
    }

    int size() {
        return size;
    }

    long lost() {
        return lost;
    }

    Histogram latency() {
        return latency;
    }

    /** The row as a query of a stream. */
    LoggedQuery query(int row, int stream) {
        int at = row * QueryTrace.TIMES;
        QueryTrace trace = new QueryTrace(
                stream,
                times[at],
                times[at + 1],
                times[at + 2],
                times[at + 3],
                times[at + 4],
                times[at + 5],
                times[at + 6],
                times[at + 7]);
        return new LoggedQuery(start[row], end[row], trace);
    }
}
