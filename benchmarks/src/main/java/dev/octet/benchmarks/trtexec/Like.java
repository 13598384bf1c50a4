package dev.octet.benchmarks.trtexec;

import dev.octet.benchmarks.load.LoadSettings;
import java.time.Duration;
import java.util.List;

/** A trtexec whose defaults are taken over: TensorRT's samples/common/sampleOptions.h of release 10.15 and 11.1. */
public enum Like {
    /** TensorRT 10: no CUDA graph, waits block, transfers are part of the run. */
    TRTEXEC10("trtexec10", false, false, true),
    /** TensorRT 11: CUDA graph, waits spin, transfers are left out. */
    TRTEXEC11("trtexec11", true, true, false);

    /** Queries that one line of the trace averages. */
    public static final int AVERAGED_RUNS = 10;

    /** Percentiles of the summary. */
    public static final List<Float> PERCENTILES = List.of(90f, 95f, 99f);

    private static final int ITERATIONS = 10;
    private static final int DEPTH = 2;

    private final String text;
    private final boolean cudaGraph;
    private final boolean spinWait;
    private final boolean transfers;

    Like(String text, boolean cudaGraph, boolean spinWait, boolean transfers) {
        this.text = text;
        this.cudaGraph = cudaGraph;
        this.spinWait = spinWait;
        this.transfers = transfers;
    }

    /** 200 ms of warm-up, 3 s, 10 iterations, two queries in flight. */
    public LoadSettings settings() {
        return LoadSettings.defaults()
                .withWarmUp(Duration.ofMillis(200))
                .withDuration(Duration.ofSeconds(3))
                .withIterations(ITERATIONS)
                .withDepth(DEPTH);
    }

    /** True when runs are captured. */
    public boolean cudaGraph() {
        return cudaGraph;
    }

    /** True when waits spin. */
    public boolean spinWait() {
        return spinWait;
    }

    /** True when copies are part of every query. */
    public boolean transfers() {
        return transfers;
    }

    /** As the command line names it; picocli and JSON read this. */
    @Override
    public String toString() {
        return text;
    }
}
