package dev.octet.runner.backend;

import java.util.List;

/**
 * The shapes of an input that an engine was built for.
 *
 * @param least the smallest size of each axis
 * @param usual the sizes that it was made fast for
 * @param most the largest size of each axis
 */
public record ShapeRange(List<Long> least, List<Long> usual, List<Long> most) {

    public ShapeRange {
        least = List.copyOf(least);
        usual = List.copyOf(usual);
        most = List.copyOf(most);
        if (least.size() != usual.size() || usual.size() != most.size()) {
            throw new IllegalArgumentException(
                    "least " + least + ", usual " + usual + " and most " + most + " have different numbers of axes");
        }
    }

    /** One shape alone. */
    public static ShapeRange fixed(List<Long> shape) {
        return new ShapeRange(shape, shape, shape);
    }

    /** The usual shape, with as few images as there may be. */
    public long[] ofFewestImages() {
        long[] shape = usual.stream().mapToLong(Long::longValue).toArray();
        if (shape.length > 0) {
            shape[0] = least.get(0);
        }
        return shape;
    }
}
