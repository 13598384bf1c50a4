package dev.octet.runner.benchmark.pipeline;

import com.sun.management.OperatingSystemMXBean;
import dev.octet.calibrator.images.BadImage;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * How far a measurement is: which images are next, which count, when it is enough. Jobs are submitted by one thread and
 * finish on another.
 */
final class PipelineProgress {

    private final PipelineSettings settings;
    private final int batch;
    private final long start = System.nanoTime();
    private final PipelineRecord record = new PipelineRecord();
    private long submitted;
    private long firstCounted = Long.MAX_VALUE;
    private long processorBegin;
    private long wallBegin;

    PipelineProgress(PipelineSettings settings, int batch) {
        this.settings = settings;
        this.batch = batch;
    }

    /** True as long as more images are wanted. */
    synchronized boolean goesOn() {
        if (firstCounted == Long.MAX_VALUE || (long) record.runs() * batch < settings.images()) {
            return true;
        }
        return System.nanoTime() - wallBegin < settings.duration().toNanos();
    }

    /** Gives a job its next images. */
    synchronized void submit(Job job) {
        long now = System.nanoTime();
        boolean warm = submitted >= settings.depth()
                && now - start >= settings.warmUp().toNanos();
        if (warm && firstCounted == Long.MAX_VALUE) {
            firstCounted = now;
            wallBegin = now;
            processorBegin = processorNanos();
        }
        job.submit(submitted * batch, now);
        submitted++;
    }

    synchronized void finished(Job job) {
        if (job.submitted() >= firstCounted) {
            record.add(job);
        } else {
            record.skip(job);
        }
    }

    synchronized PipelineResult result(List<BadImage> bad) {
        long wall = System.nanoTime() - wallBegin;
        long processor = processorNanos() - processorBegin;
        int cores = Runtime.getRuntime().availableProcessors();
        long window = record.windowNanos();
        return new PipelineResult(
                settings,
                batch,
                window,
                record.latencyNanos(),
                Arrays.stream(Stage.values())
                        .map(stage ->
                                StageFigures.of(stage, settings.workers(stage), record.serviceNanos(stage), window))
                        .toList(),
                processorBegin < 0 ? -1 : (double) processor / wall / cores,
                bad);
    }

    /** Negative where the system does not tell. */
    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : -1;
    }
}
