package dev.octet.bindings.onnxruntime;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

/** How far ONNX Runtime may change the graph before it runs it. */
public enum OptimizationLevel {
    /** The graph runs as it is written. */
    NONE(OptLevel.NO_OPT),
    /** Constant folding and removal of nodes that do nothing. */
    BASIC(OptLevel.BASIC_OPT),
    /** Fusions for the processor as well. */
    EXTENDED(OptLevel.EXTENDED_OPT),
    /** Memory layout as well. */
    ALL(OptLevel.ALL_OPT);

    private final OptLevel level;

    OptimizationLevel(OptLevel level) {
        this.level = level;
    }

    OptLevel level() {
        return level;
    }
}
