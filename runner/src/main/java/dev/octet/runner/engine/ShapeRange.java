package dev.octet.runner.engine;

import java.util.List;

/**
 * How large an input of an engine may be.
 *
 * @param input its name
 * @param smallest sizes of all axes
 * @param usual sizes that the engine is made fast for
 * @param largest sizes of all axes
 */
public record ShapeRange(String input, List<Long> smallest, List<Long> usual, List<Long> largest) {

    public ShapeRange {
        smallest = List.copyOf(smallest);
        usual = List.copyOf(usual);
        largest = List.copyOf(largest);
        boolean ordered = smallest.size() == usual.size() && usual.size() == largest.size();
        for (int i = 0; ordered && i < usual.size(); i++) {
            ordered = 0 < smallest.get(i) && smallest.get(i) <= usual.get(i) && usual.get(i) <= largest.get(i);
        }
        if (!ordered) {
            throw new IllegalArgumentException(
                    "shapes of " + input + " are not in order: " + smallest + ", " + usual + ", " + largest);
        }
    }

    /** One shape alone. */
    public static ShapeRange fixed(String input, List<Long> shape) {
        return new ShapeRange(input, shape, shape, shape);
    }

    /** The usual shape, with as few images as there may be. */
    public long[] ofFewestImages() {
        long[] shape = usual.stream().mapToLong(Long::longValue).toArray();
        if (shape.length > 0) {
            shape[0] = smallest.get(0);
        }
        return shape;
    }

    @Override
    public String toString() {
        String at = InputShapes.text(usual);
        return smallest.equals(largest)
                ? input + " " + at
                : input + " " + InputShapes.text(smallest) + " to " + InputShapes.text(largest) + ", made for " + at;
    }
}
