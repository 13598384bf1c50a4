package dev.octet.bindings.tensorrt;

import java.util.List;

/**
 * An input or output of a network that is being built.
 *
 * @param name of the tensor
 * @param dataType TensorRT's name, such as {@code kFLOAT}
 * @param shape sizes of its axes, -1 where open
 */
public record NetworkTensor(String name, String dataType, List<Long> shape) {

    public NetworkTensor {
        shape = List.copyOf(shape);
    }

    /** True when a profile must say how large it is. */
    public boolean isDynamic() {
        return shape.contains(-1L);
    }
}
