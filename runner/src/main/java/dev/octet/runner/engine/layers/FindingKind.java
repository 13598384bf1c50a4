package dev.octet.runner.engine.layers;

/** What costs an INT8 engine time beside its INT8 layers. */
public enum FindingKind {
    /** Float layers with nothing but INT8 layers around them. */
    FLOAT_ISLAND("float island"),
    /** Float layers elsewhere. */
    FLOAT_LAYERS("float layers"),
    /** A Q that is a layer of its own, fused into nothing. */
    STANDALONE_QUANTIZE("Q alone"),
    /** A DQ that is a layer of its own, fused into nothing. */
    STANDALONE_DEQUANTIZE("DQ alone"),
    /** A copy into another layout or type. */
    REFORMAT("reformat");

    private final String title;

    FindingKind(String title) {
        this.title = title;
    }

    /** The name in a report. */
    public String title() {
        return title;
    }
}
