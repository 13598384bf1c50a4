package dev.octet.benchmarks.load;

import dev.octet.benchmarks.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop that drives one lane, as trtexec's inferenceLoop (samples/common/sampleInference.cpp): fill a slot, move on, wait
 * for what is in the next. It allocates nothing.
 */
final class LaneLoop {

    private final Lane lane;
    private final Clock clock;
    private final @Nullable Pace pace;
    private final BooleanSupplier stopped;
    private final int depth;
    private final int iterations;
    private final float warmUpMillis;
    private final float endMillis;
    private final long idleNanos;
    private final QueryTimes times = new QueryTimes();
    private final boolean[] active;
    private final long[] start;

    LaneLoop(Lane lane, LoadSettings settings, Clock clock, @Nullable Pace pace, BooleanSupplier stopped) {
        this.lane = lane;
        this.clock = clock;
        this.pace = pace;
        this.stopped = stopped;
        this.depth = settings.depth();
        this.iterations = settings.iterations();
        this.warmUpMillis = QueryTimes.millis(settings.warmUp().toNanos());
        this.endMillis =
                QueryTimes.millis(settings.warmUp().plus(settings.duration()).toNanos());
        this.idleNanos =
                settings.idle().equals(Duration.ZERO) ? 0 : settings.idle().toNanos();
        this.active = new boolean[depth];
        this.start = new long[depth];
    }

    /** Runs queries until there are enough of them and the time is over. */
    void run(long originNanos, QueryLog log) {
        int slot = 0;
        long skipped = 0;
        float started = -1;
        for (long i = 0; (i < iterations + skipped || started < endMillis) && !stopped.getAsBoolean(); i++) {
            submit(slot, originNanos);
            slot = next(slot);
            if (active[slot]) {
                started = Math.max(started, finish(slot, originNanos, log));
            }
            if (started < warmUpMillis) {
                skipped += started < 0 ? 0 : 1;
            } else if (idleNanos > 0) {
                clock.waitUntil(clock.nanos() + idleNanos);
            }
        }
        for (int left = 0; left < depth; left++) {
            if (active[slot]) {
                finish(slot, originNanos, log);
            }
            slot = next(slot);
        }
    }

    private int next(int slot) {
        return slot + 1 == depth ? 0 : slot + 1;
    }

    private void submit(int slot, long originNanos) {
        start[slot] = pace == null ? clock.nanos() : pace.await(originNanos);
        lane.submit(slot);
        active[slot] = true;
    }

    private float finish(int slot, long originNanos, QueryLog log) {
        lane.await(slot, times);
        long end = clock.nanos();
        active[slot] = false;
        log.add(start[slot] - originNanos, end - originNanos, times);
        return times.computeStart;
    }
}
