package dev.octet.bindings.tensorrt;

/**
 * How an engine is run.
 *
 * @param device number of the GPU
 * @param profile number of the optimization profile
 * @param cudaGraph true to capture the run of each shape into a graph, where the engine can be captured
 */
public record EngineOptions(int device, int profile, boolean cudaGraph) {

    public EngineOptions {
        if (device < 0 || profile < 0) {
            throw new IllegalArgumentException("device is " + device + ", profile " + profile + "; neither is below 0");
        }
    }

    /** The first GPU, the first profile, with graphs. */
    public static EngineOptions defaults() {
        return new EngineOptions(0, 0, true);
    }
}
