package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import org.tensorflow.lite.schema.BuiltinOperator;

/**
 * Nearest Resize of an image: RESIZE_NEAREST_NEIGHBOR. Both runtimes have several ways of saying which pixel is nearest;
 * those that give the same pixels are exported:
 *
 * <ul>
 *   <li>asymmetric with floor: {@code floor(x / s)}, TensorFlow Lite without half pixels;
 *   <li>asymmetric with any rounding, and half_pixel, at whole factors for which the formulas agree, which is looked at for
 *       each row and column.
 * </ul>
 */
final class ResizeRule implements OperatorRule {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;
    private static final int IMAGE_RANK = 4;
    private static final double HALF = 0.5;

    @Override
    public void emit(Conversion conversion, Node node) {
        String input = node.inputs().get(0);
        String output = node.outputs().get(0);
        TensorShape from = conversion.shape(input);
        TensorShape to = conversion.shape(output);
        String mode = node.attributes().text("mode").orElse("nearest");
        if (!mode.equals("nearest")) {
            throw conversion.unsupported(node, "interpolates (" + mode + "), expected nearest");
        }
        if (from.rank() != IMAGE_RANK || from.dimension(0) != to.dimension(0) || from.dimension(1) != to.dimension(1)) {
            throw conversion.unsupported(node, "resizes " + from + " to " + to + ", expected height and width alone");
        }
        boolean halfPixel = halfPixel(conversion, node, from, to);
        Numbers numbers = conversion.numbers(node, input);
        int read = conversion.read(node, input, Layout.channelsLast());
        int made = conversion.make(output, Layout.channelsLast(), numbers);
        int size = conversion.lite().integers((int) to.dimension(ROWS), (int) to.dimension(COLUMNS));
        conversion
                .lite()
                .operator(
                        BuiltinOperator.RESIZE_NEAREST_NEIGHBOR,
                        halfPixel ? 3 : Versions.of(numbers, 1, 2, 4),
                        new int[] {read, size},
                        new int[] {made},
                        Options.resizeNearest(halfPixel, false));
    }

    /** Which of TensorFlow Lite's formulas picks the same pixels. */
    private static boolean halfPixel(Conversion conversion, Node node, TensorShape from, TensorShape to) {
        String coordinates =
                node.attributes().text("coordinate_transformation_mode").orElse("half_pixel");
        String rounding = node.attributes().text("nearest_mode").orElse("round_prefer_floor");
        for (boolean halfPixel : new boolean[] {false, true}) {
            if (agrees(coordinates, rounding, halfPixel, from.dimension(ROWS), to.dimension(ROWS))
                    && agrees(coordinates, rounding, halfPixel, from.dimension(COLUMNS), to.dimension(COLUMNS))) {
                return halfPixel;
            }
        }
        throw conversion.unsupported(
                node, "resizes with " + coordinates + " and " + rounding + ", which picks other pixels there");
    }

    private static boolean agrees(String coordinates, String rounding, boolean halfPixel, long from, long to) {
        for (long at = 0; at < to; at++) {
            long theirs = (long) Math.floor((at + (halfPixel ? HALF : 0)) * ((float) from / to));
            long ours = onnx(coordinates, rounding, at, from, to);
            if (Math.min(theirs, from - 1) != Math.max(0, Math.min(ours, from - 1))) {
                return false;
            }
        }
        return true;
    }

    private static long onnx(String coordinates, String rounding, long at, long from, long to) {
        double scale = (double) to / from;
        double place = switch (coordinates) {
            case "asymmetric" -> at / scale;
            case "align_corners" -> to == 1 ? 0 : (double) at * (from - 1) / (to - 1);
            case "pytorch_half_pixel" -> to == 1 ? 0 : (at + HALF) / scale - HALF;
            default -> (at + HALF) / scale - HALF;
        };
        return (long)
                switch (rounding) {
                    case "floor" -> Math.floor(place);
                    case "ceil" -> Math.ceil(place);
                    case "round_prefer_ceil" -> Math.floor(place + HALF);
                    default -> Math.ceil(place - HALF);
                };
    }
}
