package dev.octet.bindings.tensors;

import java.util.List;
import java.util.Objects;

/**
 * What a model says about one of its inputs or outputs.
 *
 * @param name its name
 * @param type type of its elements
 * @param shape sizes of its axes, outermost first; -1 where the size is only known when it runs
 */
public record TensorSpec(String name, ElementType type, List<Long> shape) {

    public TensorSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        shape = List.copyOf(shape);
        for (long dimension : shape) {
            if (dimension < -1) {
                throw new IllegalArgumentException("dimension " + dimension + " in shape " + shape + " is below -1");
            }
        }
    }

    /** True when the size of every axis is known before it runs. */
    public boolean isStatic() {
        return !shape.contains(-1L);
    }

    /** The shape, as tensors are made by it. */
    public long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
