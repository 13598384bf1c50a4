package dev.octet.calibrator.torchscript;

import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.Optional;

/** Resize that repeats each row and column a whole number of times: what libtorch has one operator for. */
final class ResizeRule implements ScriptRule {

    private static final int IMAGE_RANK = 4;

    /** Places along an axis that are looked at; the rule of nearest places repeats with each source row. */
    private static final int LOOKED_AT = 16;

    @Override
    public void emit(Conversion conversion, Node node) {
        conversion.make(node, expression(conversion, node, conversion.read(node, 0)));
    }

    /** The expression for floats or integers. */
    static String expression(Conversion conversion, Node node, String x) {
        String mode = node.attributes().text("mode").orElse("nearest");
        if (!mode.equals("nearest")) {
            throw conversion.unsupported(node, "has mode " + mode);
        }
        double[] scales = scales(conversion, node);
        if (scales.length != IMAGE_RANK
                || scales[0] != 1
                || scales[1] != 1
                || !repeats(node, scales[2])
                || !repeats(node, scales[3])) {
            throw conversion.unsupported(node, "does not repeat rows and columns a whole number of times");
        }
        return "torch.upsample_nearest2d(" + x + ", None, [" + Literal.of(scales[2]) + ", " + Literal.of(scales[3])
                + "])";
    }

    private static double[] scales(Conversion conversion, Node node) {
        if (conversion.has(node, 3)) {
            long[] sizes = conversion.longs(node, 3);
            Optional<TensorShape> from = conversion.shape(node.inputs().get(0));
            double[] scales = new double[sizes.length];
            for (int axis = 0; axis < scales.length; axis++) {
                long size = from.orElseThrow(() -> conversion.unsupported(node, "has sizes over an open size"))
                        .dimension(axis);
                scales[axis] = (double) sizes[axis] / size;
            }
            return scales;
        }
        float[] given = conversion
                .constantFloats(node.inputOrEmpty(2))
                .orElseThrow(() -> conversion.unsupported(node, "has scales that are computed"));
        double[] scales = new double[given.length];
        for (int axis = 0; axis < scales.length; axis++) {
            scales[axis] = given[axis];
        }
        return scales;
    }

    private static boolean repeats(Node node, double scale) {
        if (scale != Math.rint(scale) || scale < 1) {
            return false;
        }
        for (int i = 0; i < LOOKED_AT * (int) scale; i++) {
            double source = switch (node.attributes()
                    .text("coordinate_transformation_mode")
                    .orElse("half_pixel")) {
                case "asymmetric" -> i / scale;
                case "half_pixel", "pytorch_half_pixel" -> (i + 0.5) / scale - 0.5;
                default -> -1;
            };
            double place = switch (node.attributes().text("nearest_mode").orElse("round_prefer_floor")) {
                case "floor" -> Math.floor(source);
                case "ceil" -> Math.ceil(source);
                case "round_prefer_ceil" -> Math.floor(source + 0.5);
                default -> Math.ceil(source - 0.5);
            };
            if (Math.max(0, place) != Math.floor(i / scale)) {
                return false;
            }
        }
        return true;
    }
}
