package dev.octet.benchmarks.load;

/**
 * One query as the host saw it, and as its own clock did.
 *
 * @param startNanos when it began, or was to begin at a rate, since the load began
 * @param endNanos when the host knew that it had ended
 * @param trace what happened in between
 */
public record LoggedQuery(long startNanos, long endNanos, QueryTrace trace) {

    /** From submit to result, nanoseconds; at a rate also the time that it had to wait for its turn. */
    public long latencyNanos() {
        return endNanos - startNanos;
    }
}
