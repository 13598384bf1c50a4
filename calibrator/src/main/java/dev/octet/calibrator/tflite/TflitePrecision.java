package dev.octet.calibrator.tflite;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a model computes in and how its weights are stored. */
public enum TflitePrecision {
    /** Integers everywhere: 8 bits up to the last convolutions, 16 bits from there on. */
    INT8,
    /** 8-bit integers up to the last convolutions, floats from there on. */
    INT8_FLOAT_HEAD,
    /** Weights in int8, computing in integers where the runtime can, activations in floats. */
    DYNAMIC_RANGE,
    /** Weights in float16, computing in float32, or in float16 where a phone's GPU does. */
    FLOAT16,
    /** As the ONNX model is. */
    FLOAT32;

    /** As the command line names it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of that name. */
    public static Optional<TflitePrecision> named(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }

    /** True when activations are integers, which needs a calibration. */
    public boolean needsCalibration() {
        return this == INT8 || this == INT8_FLOAT_HEAD;
    }

    WeightStorage storage() {
        return switch (this) {
            case DYNAMIC_RANGE -> WeightStorage.DYNAMIC;
            case FLOAT16 -> WeightStorage.FLOAT16;
            case INT8, INT8_FLOAT_HEAD, FLOAT32 -> WeightStorage.FLOAT32;
        };
    }
}
