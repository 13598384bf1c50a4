package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What some layers are to compute in, whatever is fastest.
 *
 * @param layers name of a layer, or a pattern where {@code *} stands for any text and {@code ?} for one character
 * @param precision FP32, FP16 or INT8
 */
public record LayerPrecision(String layers, EnginePrecision precision) {

    private static final Map<EnginePrecision, String> DATA_TYPES =
            Map.of(EnginePrecision.FP32, "kFLOAT", EnginePrecision.FP16, "kHALF", EnginePrecision.INT8, "kINT8");

    public LayerPrecision {
        if (layers.isEmpty() || !DATA_TYPES.containsKey(precision)) {
            throw new IllegalArgumentException(
                    "layers is '" + layers + "' and precision " + precision.id() + ", must be a name and not best");
        }
    }

    /**
     * Reads {@code NAME=fp16}.
     *
     * @throws ToolkitException {@code USAGE} when it is something else
     */
    public static LayerPrecision parse(String text) {
        int sign = text.lastIndexOf('=');
        if (sign > 0) {
            var precision = EnginePrecision.named(text.substring(sign + 1)).filter(DATA_TYPES::containsKey);
            if (precision.isPresent()) {
                return new LayerPrecision(text.substring(0, sign), precision.get());
            }
        }
        throw new ToolkitException(
                FailureKind.USAGE,
                "'--layer-precision " + text + "' does not say which layer is to compute in what.",
                "Write NAME=fp32, NAME=fp16 or NAME=int8; * and ? in NAME stand for any text and any character.");
    }

    /** True when it is about a layer of that name. */
    public boolean isAbout(String layer) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < layers.length(); i++) {
            char c = layers.charAt(i);
            expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL)
                .matcher(layer)
                .matches();
    }

    /** TensorRT's name of the precision. */
    String dataType() {
        return DATA_TYPES.getOrDefault(precision, "");
    }
}
