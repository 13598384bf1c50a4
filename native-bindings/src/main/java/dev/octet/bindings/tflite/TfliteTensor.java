package dev.octet.bindings.tflite;

import dev.octet.bindings.tensors.TensorSpec;
import java.util.Objects;
import java.util.Optional;

/**
 * A tensor of a model.
 *
 * @param spec name, type and shape
 * @param step what its integers stand for; empty for floats, for integers that are no quantized values, and for weights with
 *     a scale for each channel
 */
public record TfliteTensor(TensorSpec spec, Optional<Step> step) {

    public TfliteTensor {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(step, "step");
    }

    /**
     * What integers stand for: {@code x = (x_q - zeroPoint) * scale}.
     *
     * @param scale finite and positive
     * @param zeroPoint the integer that stands for 0
     */
    public record Step(float scale, int zeroPoint) {
        public Step {
            if (!(scale > 0) || Float.isInfinite(scale)) {
                throw new IllegalArgumentException("scale " + scale + " must be finite and positive");
            }
        }
    }
}
