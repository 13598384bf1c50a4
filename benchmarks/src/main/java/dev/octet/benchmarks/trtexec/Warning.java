package dev.octet.benchmarks.trtexec;

import java.util.ArrayList;
import java.util.List;

/** What makes trtexec doubt its figures, under its conditions. */
public enum Warning {
    /** The median enqueue is over 0.8 of the median work. */
    ENQUEUE_BOUND(
            "* Throughput may be bound by Enqueue Time rather than GPU Compute and the GPU may be under-utilized.",
            "Runs that are captured into a CUDA graph are enqueued faster: leave out --no-cuda-graph."),
    /** The median copy to the device takes at least as long as the median work. */
    H2D_BOUND(
            "* Throughput may be bound by host-to-device transfers for the inputs rather than GPU Compute and the GPU may"
                    + " be under-utilized.",
            "--no-transfers leaves the copies out."),
    /** The median copy back takes at least as long as the median work. */
    D2H_BOUND(
            "* Throughput may be bound by device-to-host transfers for the outputs rather than GPU Compute and the GPU may"
                    + " be under-utilized.",
            "--no-transfers leaves the copies out."),
    /** The work's coefficient of variation is over 2.5 %. */
    UNSTABLE(
            "* GPU compute time is unstable, with coefficient of variance = ",
            "Locked clocks and --spin-wait make it steadier."),
    /** There is more than one stream. */
    MULTIPLE_STREAMS(
            "* Multiple inference streams are used. Latencies may not be accurate since inferences may run in   parallel."
                    + " Please use \"Throughput\" as the performance metric instead.",
            "");

    private static final float ENQUEUE_SHARE = 0.8f;
    private static final float STEADY_PERCENT = 2.5f;

    private final String line;
    private final String remedy;

    Warning(String line, String remedy) {
        this.line = line;
        this.remedy = remedy;
    }

    static List<Warning> of(Metric enqueue, Metric h2d, Metric compute, Metric d2h, int streams) {
        List<Warning> warnings = new ArrayList<>();
        if (enqueue.median() > ENQUEUE_SHARE * compute.median()) {
            warnings.add(ENQUEUE_BOUND);
        }
        if (h2d.median() >= compute.median()) {
            warnings.add(H2D_BOUND);
        }
        if (d2h.median() >= compute.median()) {
            warnings.add(D2H_BOUND);
        }
        if (compute.coefficientOfVariation() > STEADY_PERCENT) {
            warnings.add(UNSTABLE);
        }
        if (streams > 1) {
            warnings.add(MULTIPLE_STREAMS);
        }
        return warnings;
    }

    /** The line that scripts look for. */
    String line(Metric compute) {
        return this == UNSTABLE ? line + CppNumber.text(compute.coefficientOfVariation()) + "%." : line;
    }

    /** What to do about it, in Octet's options; empty where the line says it. */
    public String remedy() {
        return remedy;
    }
}
