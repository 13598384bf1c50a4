package dev.octet.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.octet.benchmarks.Clock;
import dev.octet.benchmarks.Workload;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop itself allocates nothing, to the byte. */
class AllocationTest {

    private static final int QUERIES = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final class Counting implements Workload {
        private long runs;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public void run() {
            runs++;
        }

        @Override
        public void close() {}
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Bytes that the loop allocates in all its queries, beyond what asking for them takes. */
    private static long bytes(LaneLoop loop, Lane lane) {
        QueryLog log = new QueryLog(QUERIES, 0);
        Clock clock = Clock.monotonic();
        long asking = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long once = allocated();
            asking = Math.min(asking, allocated() - once);
        }
        long origin = clock.nanos();
        lane.begin(origin);
        long before = allocated();
        loop.run(origin, log);
        long used = allocated() - before - asking;
        assertThat(log.size()).isEqualTo(QUERIES);
        return used;
    }

    private static long leastBytes(LoadSettings settings, boolean paced) {
        Clock clock = Clock.monotonic();
        Lane lane = new WorkloadTarget("counting", List.of(new Counting()), clock)
                .lanes()
                .get(0);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            Pace pace = paced ? new Pace(clock, 1e9) : null;
            least = Math.min(least, bytes(new LaneLoop(lane, settings, clock, pace, () -> false), lane));
        }
        return least;
    }

    @Test
    void queries_allocate_nothing() {
        LoadSettings settings = LoadSettings.defaults()
                .withWarmUp(Duration.ZERO)
                .withDuration(Duration.ZERO)
                .withIterations(QUERIES);
        assertThat(leastBytes(settings, false)).isZero();
        assertThat(leastBytes(settings, true)).isZero();
        assertThat(leastBytes(settings.withIdle(Duration.ofNanos(100)), false)).isZero();
    }
}
