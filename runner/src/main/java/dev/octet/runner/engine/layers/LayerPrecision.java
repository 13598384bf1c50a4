package dev.octet.runner.engine.layers;

import java.util.Locale;

/** The type of a tensor's elements, or the one that a layer computes in. */
public enum LayerPrecision {
    /** Signed 8-bit integers. */
    INT8("INT8"),
    /** 8-bit floating point. */
    FP8("FP8"),
    /** IEEE 754 binary16. */
    FP16("FP16"),
    /** bfloat16. */
    BF16("BF16"),
    /** IEEE 754 binary32, TF32 among it. */
    FP32("FP32"),
    /** Whole numbers, truth values and whatever else is told. */
    OTHER("other"),
    /** Not told: formats depend on shapes that were open when the engine was inspected. */
    UNKNOWN("not told");

    private final String title;

    LayerPrecision(String title) {
        this.title = title;
    }

    /** The name in a report. */
    public String title() {
        return title;
    }

    /** True for floating point of 16 bits and more. */
    public boolean isFloat() {
        return this == FP16 || this == BF16 || this == FP32;
    }

    /**
     * The type that a text of TensorRT names: {@code Half}, {@code Row major linear FP32},
     * {@code Thirty-two wide channel vectorized row major Int8 format}.
     */
    static LayerPrecision ofText(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.isBlank() || lower.startsWith("n/a") || lower.startsWith("unknown")) {
            return UNKNOWN;
        }
        if (lower.contains("uint8") || lower.contains("complex")) {
            return OTHER;
        }
        if (lower.contains("int8")) {
            return INT8;
        }
        if (lower.contains("bf16") || lower.contains("bfloat16")) {
            return BF16;
        }
        if (lower.contains("fp8")) {
            return FP8;
        }
        if (lower.contains("fp16") || lower.contains("half")) {
            return FP16;
        }
        return lower.contains("fp32") || lower.contains("float") ? FP32 : OTHER;
    }

    /** The type that a kernel's name gives away, such as {@code sm80_xmma_fprop_implicit_gemm_i8i8_i8i32_f32}. */
    static LayerPrecision ofTactic(String tactic) {
        String lower = tactic.toLowerCase(Locale.ROOT);
        if (lower.matches(".*(i8i8|i8f32|i8f16|int8|imma|_s8_|i16832).*")) {
            return INT8;
        }
        if (lower.matches(".*(e4m3|fp8).*")) {
            return FP8;
        }
        if (lower.matches(".*(bf16).*")) {
            return BF16;
        }
        if (lower.matches(".*(f16f16|fp16|h884|h1688|h16816|hmma|hgemm|half).*")) {
            return FP16;
        }
        return lower.matches(".*(f32f32|tf32|sgemm|scudnn|ffma).*") ? FP32 : UNKNOWN;
    }
}
