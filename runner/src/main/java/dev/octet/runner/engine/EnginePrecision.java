package dev.octet.runner.engine;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/** What the layers of an engine may compute in; TensorRT chooses among these for each layer, by time. */
public enum EnginePrecision {
    /** Float32 alone, which TensorRT may compute as TF32. */
    FP32("fp32"),
    /** FP16 and float32. */
    FP16("fp16"),
    /** INT8, FP16 and float32; needs ranges from a calibration or from Q/DQ in the model. */
    INT8("int8"),
    /** As {@link #INT8} where there are ranges, else as {@link #FP16}. */
    BEST("best");

    private final String id;

    EnginePrecision(String id) {
        this.id = id;
    }

    /** The name on the command line and in files. */
    @JsonValue
    public String id() {
        return id;
    }

    /** The precision of this name. */
    public static Optional<EnginePrecision> named(String id) {
        return Stream.of(values()).filter(one -> one.id.equals(id)).findFirst();
    }

    /** True when it has a use for ranges of INT8. */
    public boolean takesIntegers() {
        return this == INT8 || this == BEST;
    }
}
