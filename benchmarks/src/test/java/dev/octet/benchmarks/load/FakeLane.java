package dev.octet.benchmarks.load;

import dev.octet.benchmarks.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** A device on a fake clock, with two slots: queries of a scripted length, one after the other. */
final class FakeLane implements Lane {

    private final FakeClock clock;
    private final LongUnaryOperator lengthNanos;
    private final long[] start = new long[2];
    private final long[] end = new long[2];
    private final List<String> log = new ArrayList<>();
    private long origin;
    private long busyUntil;
    private long count;

    /**
     * A lane.
     *
     * @param lengthNanos of each query since time began, by its number
     */
    FakeLane(FakeClock clock, LongUnaryOperator lengthNanos) {
        this.clock = clock;
        this.lengthNanos = lengthNanos;
    }

    /** What was asked of it since time began. */
    List<String> log() {
        return log;
    }

    @Override
    public int depth() {
        return 2;
    }

    @Override
    public void begin(long originNanos) {
        origin = originNanos;
        busyUntil = originNanos;
        count = 0;
        log.clear();
    }

    @Override
    public void submit(int slot) {
        log.add("submit " + slot);
        start[slot] = Math.max(clock.nanos(), busyUntil);
        end[slot] = start[slot] + lengthNanos.applyAsLong(count++);
        busyUntil = end[slot];
    }

    @Override
    public void await(int slot, QueryTimes times) {
        log.add("await " + slot);
        clock.waitUntil(end[slot]);
        times.computeOnly(QueryTimes.millis(start[slot] - origin), QueryTimes.millis(end[slot] - origin));
    }
}
