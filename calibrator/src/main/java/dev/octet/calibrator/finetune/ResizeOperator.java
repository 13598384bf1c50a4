package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Tensor;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resize by nearest neighbours or linearly, one axis after the other (ONNX specification of Resize, operator set 13). */
final class ResizeOperator implements TorchOperator {

    private static final Set<String> COORDINATES =
            Set.of("half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners");

    @Override
    public Optional<String> unsupported(Graph graph, Node node) {
        String mode = mode(node);
        if (!mode.equals("nearest") && !mode.equals("linear")) {
            return Optional.of("mode " + mode);
        }
        return COORDINATES.contains(coordinates(node))
                ? Optional.empty()
                : Optional.of("coordinates " + coordinates(node));
    }

    private static String mode(Node node) {
        return node.attributes().text("mode").orElse("nearest");
    }

    private static String coordinates(Node node) {
        return node.attributes().text("coordinate_transformation_mode").orElse("half_pixel");
    }

    @Override
    public List<Tensor> run(NodeRun run) {
        Tensor x = run.input(0);
        boolean nearest = mode(run.node()).equals("nearest");
        long[] shape = x.shape();
        double[] scales = scales(run, shape);
        if (nearest && isRepeated(run, shape, scales)) {
            return List.of(run.layout().repeated(x, (long) (shape[2] * scales[2]), (long) (shape[3] * scales[3])));
        }
        Tensor result = run.layout().reshaped(x, shape);
        for (int axis = 0; axis < shape.length; axis++) {
            if (scales[axis] != 1) {
                result = nearest
                        ? nearest(run, result, axis, shape[axis], scales[axis])
                        : linear(run, result, axis, shape[axis], scales[axis]);
            }
        }
        return List.of(result);
    }

    private static double[] scales(NodeRun run, long[] shape) {
        double[] scales = new double[shape.length];
        boolean bySizes = !run.node().inputOrEmpty(3).isEmpty();
        long[] sizes = bySizes ? run.longs(3) : new long[0];
        float[] given = bySizes ? new float[0] : run.input(2).floats();
        for (int axis = 0; axis < scales.length; axis++) {
            scales[axis] = bySizes ? (double) sizes[axis] / shape[axis] : given[axis];
        }
        return scales;
    }

    /** Each row and column a whole number of times: what libtorch has one operator for. */
    private static boolean isRepeated(NodeRun run, long[] shape, double[] scales) {
        if (shape.length != 4 || scales[0] != 1 || scales[1] != 1) {
            return false;
        }
        for (int axis = 2; axis < 4; axis++) {
            double scale = scales[axis];
            if (scale != Math.rint(scale) || scale < 1) {
                return false;
            }
            for (long i = 0; i < shape[axis] * (long) scale; i++) {
                if (nearestPlace(run, i, shape[axis], scale) != i / (long) scale) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Tensor nearest(NodeRun run, Tensor x, int axis, long size, double scale) {
        long[] places = new long[(int) Math.floor(size * scale)];
        for (int i = 0; i < places.length; i++) {
            places[i] = nearestPlace(run, i, size, scale);
        }
        return run.layout().chosen(x, axis, run.scope().longs(places, places.length));
    }

    private static long nearestPlace(NodeRun run, long i, long size, double scale) {
        double source = source(coordinates(run.node()), i, size, scale);
        double place = switch (run.attributes().text("nearest_mode").orElse("round_prefer_floor")) {
            case "floor" -> Math.floor(source);
            case "ceil" -> Math.ceil(source);
            case "round_prefer_ceil" -> Math.floor(source + 0.5);
            default -> Math.ceil(source - 0.5);
        };
        return (long) Math.max(0, Math.min(size - 1.0, place));
    }

    private static Tensor linear(NodeRun run, Tensor x, int axis, long size, double scale) {
        int count = (int) Math.floor(size * scale);
        long[] below = new long[count];
        long[] above = new long[count];
        float[] share = new float[count];
        for (int i = 0; i < count; i++) {
            double source = Math.max(0, Math.min(size - 1.0, source(coordinates(run.node()), i, size, scale)));
            below[i] = (long) Math.floor(source);
            above[i] = Math.min(size - 1, below[i] + 1);
            share[i] = (float) (source - below[i]);
        }
        long[] along = new long[x.rank()];
        java.util.Arrays.fill(along, 1);
        along[axis] = count;
        Tensor first = run.layout().chosen(x, axis, run.scope().longs(below, count));
        Tensor second = run.layout().chosen(x, axis, run.scope().longs(above, count));
        Tensor difference = run.arithmetic().subtract(second, first);
        return run.arithmetic()
                .add(first, run.arithmetic().multiply(difference, run.scope().floats(share, along)));
    }

    private static double source(String coordinates, long i, long size, double scale) {
        double whole = Math.floor(size * scale);
        return switch (coordinates) {
            case "asymmetric" -> i / scale;
            case "align_corners" -> whole == 1 ? 0 : i * (size - 1) / (whole - 1);
            case "pytorch_half_pixel" -> whole > 1 ? (i + 0.5) / scale - 0.5 : 0;
            default -> (i + 0.5) / scale - 0.5;
        };
    }
}
