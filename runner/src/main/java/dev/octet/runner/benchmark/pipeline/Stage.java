package dev.octet.runner.benchmark.pipeline;

import java.util.Locale;

/** The stages that an image goes through, in this order. */
public enum Stage {
    /** The file is read and decoded. */
    DECODE,
    /** The picture is resized, laid on its canvas and becomes a tensor. */
    PREPROCESS,
    /** The model runs. */
    INFER,
    /** The head is decoded and NMS done. */
    POSTPROCESS;

    /** As reports name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
