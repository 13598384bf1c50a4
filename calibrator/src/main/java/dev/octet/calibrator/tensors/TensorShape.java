package dev.octet.calibrator.tensors;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The sizes of a tensor's axes, outermost first; -1 marks an axis whose size is not known. */
public record TensorShape(List<Long> dimensions) {

    /** An axis whose size is not known. */
    public static final long UNKNOWN = -1;

    public TensorShape {
        dimensions = List.copyOf(dimensions);
        for (long dimension : dimensions) {
            if (dimension < UNKNOWN) {
                throw new IllegalArgumentException("dimension " + dimension + " in " + dimensions + " is below -1");
            }
        }
    }

    /** The shape with these axis sizes. */
    public static TensorShape of(long... dimensions) {
        return new TensorShape(Arrays.stream(dimensions).boxed().collect(Collectors.toList()));
    }

    /** Number of axes. */
    public int rank() {
        return dimensions.size();
    }

    /** Size of one axis; -1 when not known. */
    public long dimension(int axis) {
        return dimensions.get(axis);
    }

    /** True when every axis has a size. */
    public boolean isKnown() {
        return !dimensions.contains(UNKNOWN);
    }

    /**
     * Number of elements; 1 for a scalar.
     *
     * @throws ArithmeticException when it exceeds a long
     * @throws IllegalStateException when an axis is not known
     */
    public long elementCount() {
        if (!isKnown()) {
            throw new IllegalStateException("shape " + this + " has an axis of unknown size");
        }
        long count = 1;
        for (long dimension : dimensions) {
            count = Math.multiplyExact(count, dimension);
        }
        return count;
    }

    /** The sizes as an array. */
    public long[] toArray() {
        return dimensions.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String toString() {
        return dimensions.stream()
                .map(d -> d == UNKNOWN ? "?" : d.toString())
                .collect(Collectors.joining(",", "[", "]"));
    }
}
