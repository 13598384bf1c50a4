package dev.octet.benchmarks;

/** A clock that a test moves. */
public final class FakeClock implements Clock {

    private long now = 1_000_000_000L;

    /** Time goes on. */
    public void advance(long nanos) {
        now += nanos;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void waitUntil(long nanos) {
        now = Math.max(now, nanos);
    }
}
