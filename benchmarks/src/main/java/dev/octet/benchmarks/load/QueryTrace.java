package dev.octet.benchmarks.load;

/**
 * When what happened to one query, milliseconds since the load began; trtexec's InferenceTrace.
 *
 * @param stream number of the lane
 * @param enqueueStart before the host's call that starts the work
 * @param enqueueEnd after it
 * @param h2dStart before the copies to the device
 * @param h2dEnd after them
 * @param computeStart before the work
 * @param computeEnd after it
 * @param d2hStart before the copies back
 * @param d2hEnd after them
 */
public record QueryTrace(
        int stream,
        float enqueueStart,
        float enqueueEnd,
        float h2dStart,
        float h2dEnd,
        float computeStart,
        float computeEnd,
        float d2hStart,
        float d2hEnd) {

    /** How many times there are of a query. */
    static final int TIMES = 8;

    /** The host's call, ms. */
    public float enqueue() {
        return enqueueEnd - enqueueStart;
    }

    /** The copies to the device, ms. */
    public float h2d() {
        return h2dEnd - h2dStart;
    }

    /** The work, ms. */
    public float compute() {
        return computeEnd - computeStart;
    }

    /** The copies back, ms. */
    public float d2h() {
        return d2hEnd - d2hStart;
    }

    /** Copies and work without the time between them, ms, summed in trtexec's order. */
    public float latency() {
        return h2d() + compute() + d2h();
    }
}
