package dev.octet.runner.benchmark.pipeline;

import java.util.Locale;
import java.util.Optional;

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

    /** The one after it, but for the last. */
    Optional<Stage> next() {
        return switch (this) {
            case DECODE -> Optional.of(PREPROCESS);
            case PREPROCESS -> Optional.of(INFER);
            case INFER -> Optional.of(POSTPROCESS);
            case POSTPROCESS -> Optional.empty();
        };
    }

    /** As reports name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
