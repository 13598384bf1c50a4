package dev.octet.runner.engine;

import java.util.List;

/**
 * An input or output of an engine.
 *
 * @param name its name
 * @param input true for an input
 * @param type its element type in TensorRT's words, such as {@code kFLOAT}
 * @param shape sizes of its axes, -1 where open
 */
public record TensorFace(String name, boolean input, String type, List<Long> shape) {

    public TensorFace {
        shape = List.copyOf(shape);
    }
}
