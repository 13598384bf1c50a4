package dev.octet.runner.benchmark.pipeline;

import dev.octet.benchmarks.statistics.Quantiles;
import dev.octet.calibrator.images.BadImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of a pipeline.
 *
 * @param settings how it was driven
 * @param batch images in one run of the model
 * @param windowNanos that were measured
 * @param latencyNanos of each run, from the moment its images were handed in to the moment their detections were there
 * @param stages all, in their order
 * @param processorShare of the time of all cores that this process took; negative where the system does not tell
 * @param badImages those of the folder that were left out
 */
public record PipelineResult(
        PipelineSettings settings,
        int batch,
        long windowNanos,
        List<Long> latencyNanos,
        List<StageFigures> stages,
        double processorShare,
        List<BadImage> badImages) {

    /** From here on, all cores are as good as busy. */
    private static final double BUSY = 0.9;

    private static final double NANOS = 1e9;

    public PipelineResult {
        latencyNanos = List.copyOf(latencyNanos);
        stages = List.copyOf(stages);
        badImages = List.copyOf(badImages);
        if (latencyNanos.isEmpty() || windowNanos < 1) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    /** Images that counted. */
    public int images() {
        return latencyNanos.size() * batch;
    }

    /** Images a second, end to end. */
    public double throughput() {
        return NANOS * images() / windowNanos;
    }

    /** Images a second that a stage alone could do, its workers all busy. */
    public double capacity(StageFigures stage) {
        return NANOS * batch * stage.workers() / stage.meanNanos();
    }

    /** The quantile of the latency, milliseconds. */
    public double latencyMillis(double fraction) {
        return millis(latencyNanos, fraction);
    }

    /** The quantile of a stage's service, milliseconds of one run. */
    public static double millis(List<Long> nanos, double fraction) {
        double[] samples = nanos.stream().mapToDouble(one -> one / 1e6).toArray();
        return Quantiles.of(Quantiles.sorted(samples), fraction);
    }

    /** The stage whose workers are busy most. */
    public StageFigures bounding() {
        return stages.stream()
                .max(Comparator.comparingDouble(StageFigures::utilisation))
                .orElseThrow();
    }

    /** What bounds the whole, in words. */
    public String bound() {
        StageFigures stage = bounding();
        if (settings.depth() == 1) {
            return String.format(
                    Locale.ROOT,
                    "One run at a time: %s takes most of it, %.0f %%.",
                    stage.stage().text(),
                    100 * stage.utilisation());
        }
        String busiest = String.format(
                Locale.ROOT, "%s, busy %.0f %% of the time", stage.stage().text(), 100 * stage.utilisation());
        if (processorShare >= BUSY) {
            return String.format(
                    Locale.ROOT,
                    "Bound by the processor, whose cores are busy %.0f %% of the time; the busiest stage is %s.",
                    100 * processorShare,
                    busiest);
        }
        return stage.utilisation() >= BUSY
                ? "Bound by " + busiest + "."
                : "No stage is busy all the time, the busiest is " + busiest + ": a larger --depth may do more.";
    }
}
