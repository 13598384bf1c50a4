package dev.octet.bindings.tensorrt;

import dev.octet.bindings.tensors.ElementType;
import java.util.List;

/**
 * An input or output of an engine.
 *
 * @param name of the tensor
 * @param input true for an input
 * @param type of its elements
 * @param shape sizes of its axes, -1 where open
 * @param onDevice false where the engine wants it in host memory, as it does for shapes
 */
public record EngineTensor(String name, boolean input, ElementType type, List<Long> shape, boolean onDevice) {

    public EngineTensor {
        shape = List.copyOf(shape);
    }
}
