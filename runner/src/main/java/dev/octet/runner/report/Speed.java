package dev.octet.runner.report;

/**
 * Both models timed in turns.
 *
 * @param threads of each session
 * @param reference the float model
 * @param quantized the INT8 model
 * @param speedup median over rounds of float time / INT8 time
 * @param speedupLow lower quartile of the same
 * @param speedupHigh upper quartile
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
