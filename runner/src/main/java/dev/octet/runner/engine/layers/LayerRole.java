package dev.octet.runner.engine.layers;

/** What a layer is there for. */
public enum LayerRole {
    /** It computes something of the network. */
    COMPUTE("compute"),
    /** It copies a tensor into another layout or type. */
    REFORMAT("reformat"),
    /** It makes INT8 of float, on its own. */
    QUANTIZE("quantize"),
    /** It makes float of INT8, on its own. */
    DEQUANTIZE("dequantize"),
    /** It is a Cast of the network. */
    CAST("cast"),
    /** It moves no data of the network: constants, shapes, views, synchronization. */
    PASSIVE("passive");

    private final String title;

    LayerRole(String title) {
        this.title = title;
    }

    /** The name in a report. */
    public String title() {
        return title;
    }
}
