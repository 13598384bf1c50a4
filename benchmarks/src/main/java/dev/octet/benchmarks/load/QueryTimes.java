package dev.octet.benchmarks.load;

/**
 * When what happened to one query, milliseconds since the lane began; filled anew for each query. In float, as CUDA tells
 * time between events and trtexec computes with it: after 4 s its step is 0.0002 ms.
 */
public final class QueryTimes {

    private static final float NANOS_PER_MILLI = 1e6f;

    float enqueueStart;
    float enqueueEnd;
    float h2dStart;
    float h2dEnd;
    float computeStart;
    float computeEnd;
    float d2hStart;
    float d2hEnd;

    /** The host's call that starts the work. */
    public void enqueue(float start, float end) {
        enqueueStart = start;
        enqueueEnd = end;
    }

    /** The copies of the inputs to the device. */
    public void h2d(float start, float end) {
        h2dStart = start;
        h2dEnd = end;
    }

    /** The work itself. */
    public void compute(float start, float end) {
        computeStart = start;
        computeEnd = end;
    }

    /** The copies of the outputs back. */
    public void d2h(float start, float end) {
        d2hStart = start;
        d2hEnd = end;
    }

    /** Work without copies: they take no time before and after it, as trtexec has it when transfers are left out. */
    public void computeOnly(float start, float end) {
        h2d(start, start);
        compute(start, end);
        d2h(end, end);
    }

    /** Nanoseconds as trtexec turns them to milliseconds. */
    public static float millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }
}
