package dev.octet.runner.engine.layers;

import java.util.List;

/**
 * A tensor at a layer of an engine.
 *
 * @param name its name; that of the ONNX tensor where TensorRT kept it
 * @param dimensions its sizes, -1 where open
 * @param precision the type of its elements
 * @param layout how it lies in memory, such as {@code NC/32HW32}; empty where that is not told
 */
public record EngineTensor(String name, List<Long> dimensions, LayerPrecision precision, String layout) {

    public EngineTensor {
        dimensions = List.copyOf(dimensions);
    }

    /** Type and layout, such as {@code INT8 NC/32HW32}. */
    public String format() {
        return (precision.title() + " " + layout).strip();
    }
}
