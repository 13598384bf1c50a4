package dev.octet.runner.selftest;

/** Every figure of the self-test, with its reason. */
final class SelfTestDefaults {

    /** Not the seeds that the demo and its training draw from. */
    static final long SEED = 2_000_003;

    /** Enough for ranges that detect, and drawn in a second. */
    static final int SCENES = 12;

    /** On how many of them outputs are compared number by number. */
    static final int COMPARED = 4;

    /** A detection that counts scores this at least, as in the demo. */
    static final double SCORE = 0.3;

    /** The overlap from which a box is the one that is there, as mAP at 0.5 has it. */
    static final double OVERLAP = 0.5;

    /** Share of what is drawn that must be found, and of what is found that must be there; measured: 0.96 and 0.89. */
    static final double FOUND = 0.75;

    /** Share of the float model's detections that INT8 must have too, and the other way round; measured: 0.98 and 1. */
    static final double KEPT = 0.85;

    /** FP16 and explicit Q/DQ compute the same graph as ONNX Runtime: only rounding differs. */
    static final double SAME_GRAPH = 0.999;

    /** A calibrator chooses ranges of its own; a broken one is far below this. */
    static final double OTHER_RANGES = 0.97;

    /** Runs of one engine. */
    static final int RUNS = 10_000;

    /** Builds, each with everything made and closed. */
    static final int BUILDS = 100;

    /** Loads of one engine, each closed again. */
    static final int LOADS = 20;

    /** Device memory comes in blocks of 2 MiB; anything that leaks by the run is far above this. */
    static final long DEVICE_GROWTH = 16L << 20;

    /** The heap and malloc settle within this; 10,000 leaks of a few kilobytes do not. */
    static final long HOST_GROWTH = 96L << 20;

    private SelfTestDefaults() {}
}
