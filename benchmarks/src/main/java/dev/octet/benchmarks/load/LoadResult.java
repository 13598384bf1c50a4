package dev.octet.benchmarks.load;

import dev.octet.benchmarks.LatencyStatistics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/** All that was seen of a load. Latency is from submit to result, as the host sees it. */
public final class LoadResult {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String name;
    private final LoadSettings settings;
    private final List<LoggedQuery> queries;
    private final int warmUps;
    private final long lost;
    private final Histogram latency;
    private final LatencyStatistics statistics;

    LoadResult(String name, LoadSettings settings, List<QueryLog> logs) {
        this.name = name;
        this.settings = settings;
        this.latency = new Histogram(logs.get(0).latency());
        latency.reset();
        List<LoggedQuery> all = new ArrayList<>();
        long over = 0;
        for (int stream = 0; stream < logs.size(); stream++) {
            QueryLog log = logs.get(stream);
            latency.add(log.latency());
            over += log.lost();
            for (int row = 0; row < log.size(); row++) {
                all.add(log.query(row, stream));
            }
        }
        all.sort(Comparator.comparingDouble(query -> query.trace().h2dStart()));
        this.queries = List.copyOf(all);
        this.lost = over;
        this.warmUps = warmUps(all, QueryTimes.millis(settings.warmUp().toNanos()));
        if (warmUps == all.size()) {
            throw new IllegalStateException("no query of " + name + " was counted");
        }
        this.statistics = LatencyStatistics.of(sampleNanos());
    }

    /** Those before the first one whose work starts after the warm-up. */
    private static int warmUps(List<LoggedQuery> all, float warmUpMillis) {
        int count = 0;
        while (count < all.size() && all.get(count).trace().computeStart() < warmUpMillis) {
            count++;
        }
        return count;
    }

    /** What was loaded. */
    public String name() {
        return name;
    }

    /** How. */
    public LoadSettings settings() {
        return settings;
    }

    /** How many queries were not counted, since they started during the warm-up. */
    public int warmUps() {
        return warmUps;
    }

    /** How many queries are in no list since the memory for them was full; the percentiles know them. */
    public long lost() {
        return lost;
    }

    /** Every query in the order of their starts, those of the warm-up first; what trtexec calls the trace. */
    public List<QueryTrace> traces() {
        return queries.stream().map(LoggedQuery::trace).toList();
    }

    /** Those that count. */
    public List<LoggedQuery> counted() {
        return queries.subList(warmUps, queries.size());
    }

    /** Latency of each counted query, nanoseconds, in the order of their starts. */
    public long[] sampleNanos() {
        return counted().stream().mapToLong(LoggedQuery::latencyNanos).toArray();
    }

    /** Queries a second between the start of the first that counts and the end of the last. */
    public double throughput() {
        return counted().size() / wallSeconds();
    }

    /** From the start of the first counted query to the end of the last, seconds. */
    public double wallSeconds() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (LoggedQuery query : counted()) {
            first = Math.min(first, query.startNanos());
            last = Math.max(last, query.endNanos());
        }
        return Math.max(1, last - first) / NANOS_PER_SECOND;
    }

    /** What can be said of the samples. */
    public LatencyStatistics statistics() {
        return statistics;
    }

    /**
     * A percentile of all counted queries, ms, from the histogram: the latency that so many percent do not exceed, to 1 in
     * 1000.
     */
    public double percentileMillis(double percent) {
        return latency.getValueAtPercentile(percent) / NANOS_PER_MILLI;
    }

    /** The histogram of all counted queries, nanoseconds, in HdrHistogram's compressed form (V2, base64); histograms add up. */
    public String histogram() {
        ByteBuffer bytes = ByteBuffer.allocate(latency.getNeededByteBufferCapacity());
        int size = latency.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), size));
    }
}
