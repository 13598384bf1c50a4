package dev.octet.calibrator.tflite;

import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * In which order a tensor of an ONNX graph stands in memory: stored axis {@code i} is the graph's axis {@code axes[i]}. An
 * ONNX {@code [N, C, H, W]} in TensorFlow Lite's order is {@code (0, 2, 3, 1)}.
 *
 * @param axes every axis of the tensor once
 */
public record Layout(List<Integer> axes) {

    private static final List<Integer> CHANNELS_LAST = List.of(0, 2, 3, 1);

    public Layout {
        axes = List.copyOf(axes);
        List<Integer> sorted = new ArrayList<>(axes);
        Collections.sort(sorted);
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i) != i) {
                throw new IllegalArgumentException("axes " + axes + " are not every axis once");
            }
        }
    }

    /** The graph's own order. */
    public static Layout plain(int rank) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            axes.add(axis);
        }
        return new Layout(axes);
    }

    /** {@code [N, H, W, C]} for a tensor of four axes. */
    static Layout channelsLast() {
        return new Layout(CHANNELS_LAST);
    }

    /** The graph's order, but one axis innermost. */
    static Layout innermost(int rank, int axis) {
        List<Integer> axes = new ArrayList<>(plain(rank).axes());
        axes.remove(Integer.valueOf(axis));
        axes.add(axis);
        return new Layout(axes);
    }

    /** True when the tensor stands as in the graph. */
    public boolean isPlain() {
        return equals(plain(axes.size()));
    }

    int rank() {
        return axes.size();
    }

    /** Where the graph's axis stands. */
    int stored(int axis) {
        return axes.indexOf(axis);
    }

    /** The sizes as stored. */
    int[] stored(TensorShape shape) {
        int[] sizes = new int[axes.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.toIntExact(shape.dimension(axes.get(i)));
        }
        return sizes;
    }

    /** The permutation that takes what stands in this order to another: of a TRANSPOSE. */
    int[] to(Layout other) {
        int[] permutation = new int[axes.size()];
        for (int i = 0; i < permutation.length; i++) {
            permutation[i] = stored(other.axes.get(i));
        }
        return permutation;
    }

    /** The layout of what an ONNX Transpose makes, when nothing moves in memory. */
    Layout transposed(List<Integer> permutation) {
        List<Integer> result = new ArrayList<>();
        for (int axis : axes) {
            result.add(permutation.indexOf(axis));
        }
        return new Layout(result);
    }

    /**
     * The layout of what an ONNX Reshape makes, when nothing moves in memory; nothing when something has to. Axes that are
     * merged must stand side by side, in order; axes that one is split into stay where it was.
     *
     * @param before the tensor's shape
     * @param after the shape that it gets, of as many elements
     */
    Optional<Layout> reshaped(TensorShape before, TensorShape after) {
        List<Integer> result = new ArrayList<>();
        List<int[]> groups = groups(before, after);
        for (int axis : axes) {
            int[] group = groups.stream()
                    .filter(one -> axis >= one[0] && axis < one[1])
                    .findFirst()
                    .orElse(null);
            if (group == null || (before.dimension(axis) == 1 && !isFirstOf(group, axis, before))) {
                continue;
            }
            if (!isFirstOf(group, axis, before)) {
                if (!followsItsNeighbour(group, axis, before)) {
                    return Optional.empty();
                }
                continue;
            }
            for (int made = group[2]; made < group[3]; made++) {
                result.add(made);
            }
        }
        for (int made = 0; made < after.rank(); made++) {
            if (!result.contains(made)) {
                result.add(Math.min(made, result.size()), made);
            }
        }
        return Optional.of(new Layout(result));
    }

    /** The group's first axis that has a size, or its first. */
    private static boolean isFirstOf(int[] group, int axis, TensorShape before) {
        for (int candidate = group[0]; candidate < group[1]; candidate++) {
            if (before.dimension(candidate) != 1) {
                return candidate == axis;
            }
        }
        return axis == group[0];
    }

    /** Whether only axes of size 1 stand between it and the axis before it in its group. */
    private boolean followsItsNeighbour(int[] group, int axis, TensorShape before) {
        int neighbour = axis - 1;
        while (neighbour > group[0] && before.dimension(neighbour) == 1) {
            neighbour--;
        }
        int at = stored(axis) - 1;
        while (at >= 0 && before.dimension(axes.get(at)) == 1 && axes.get(at) != neighbour) {
            at--;
        }
        return at >= 0 && axes.get(at) == neighbour;
    }

    /** Runs of axes of equal size before and after: first and end before, first and end after. */
    private static List<int[]> groups(TensorShape before, TensorShape after) {
        List<int[]> groups = new ArrayList<>();
        int from = 0;
        int made = 0;
        while (from < before.rank() && made < after.rank()) {
            int firstFrom = from;
            int firstMade = made;
            long left = before.dimension(from++);
            long right = after.dimension(made++);
            while (left != right) {
                if (left < right) {
                    left *= before.dimension(from++);
                } else {
                    right *= after.dimension(made++);
                }
            }
            groups.add(new int[] {firstFrom, from, firstMade, made});
        }
        return groups;
    }
}
