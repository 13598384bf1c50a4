package dev.octet.runner.report;

/**
 * Both models timed in turns.
 *
 * @param threads of each session
 * @param reference the float model
 * @param quantized the INT8 model
 * @param speedup median float time / median INT8 time
 * @param speedupLow where its 95 % interval begins
 * @param speedupHigh where it ends
 */
public record Speed(
        int threads, Timing reference, Timing quantized, double speedup, double speedupLow, double speedupHigh) {

    /**
     * Latency of one model, batch 1, ms.
     *
     * @param median of the rounds
     * @param lowerQuartile of the rounds
     * @param upperQuartile of the rounds
     * @param rounds timed
     */
    public record Timing(double median, double lowerQuartile, double upperQuartile, int rounds) {}
}
