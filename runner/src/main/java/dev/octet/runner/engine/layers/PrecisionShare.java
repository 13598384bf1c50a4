package dev.octet.runner.engine.layers;

import org.jspecify.annotations.Nullable;

/**
 * How much of an engine computes in one type.
 *
 * @param layers computing layers
 * @param macs multiply-accumulate operations of their ONNX nodes; null without a model
 */
public record PrecisionShare(int layers, @Nullable Long macs) {

    PrecisionShare plus(PrecisionShare other) {
        Long sum = macs == null || other.macs == null ? null : (Long) (macs + other.macs);
        return new PrecisionShare(layers + other.layers, sum);
    }
}
