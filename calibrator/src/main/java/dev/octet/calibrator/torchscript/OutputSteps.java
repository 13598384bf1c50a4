package dev.octet.calibrator.torchscript;

/**
 * How far an output is from ONNX Runtime's. A step is what one level of an 8-bit integer would be: 1/255 of the range that
 * values of the same kind have in ONNX Runtime's output, a kind being a place on the axis of channels: the second of
 * {@code [N, C, H, W]}, else the last.
 *
 * @param name of the output
 * @param largest difference of a value
 * @param steps largest difference in steps
 * @param share of values that differ by more than half a step, from 0 to 1
 */
public record OutputSteps(String name, double largest, double steps, double share) {

    private static final int LEVELS = 255;
    private static final int IMAGE_RANK = 4;

    static OutputSteps of(String name, long[] shape, float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            throw new IllegalStateException("output " + name + " has " + actual.length + " values in libtorch, "
                    + expected.length + " in ONNX Runtime");
        }
        int axis = shape.length == IMAGE_RANK ? 1 : shape.length - 1;
        int kinds = shape.length == 0 ? 1 : Math.toIntExact(shape[axis]);
        int inner = 1;
        for (int i = axis + 1; i < shape.length; i++) {
            inner = Math.multiplyExact(inner, Math.toIntExact(shape[i]));
        }
        double[] steps = steps(expected, kinds, inner);
        double largest = 0;
        double most = 0;
        long far = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) expected[i] - actual[i]);
            double inSteps = difference == 0 ? 0 : difference / steps[i / inner % kinds];
            largest = Math.max(largest, difference);
            most = Math.max(most, inSteps);
            far += inSteps > 0.5 ? 1 : 0;
        }
        return new OutputSteps(name, largest, most, (double) far / Math.max(1, expected.length));
    }

    private static double[] steps(float[] expected, int kinds, int inner) {
        double[] low = new double[kinds];
        double[] high = new double[kinds];
        java.util.Arrays.fill(low, Double.POSITIVE_INFINITY);
        java.util.Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < expected.length; i++) {
            int kind = i / inner % kinds;
            low[kind] = Math.min(low[kind], expected[i]);
            high[kind] = Math.max(high[kind], expected[i]);
        }
        double[] steps = new double[kinds];
        for (int kind = 0; kind < kinds; kind++) {
            steps[kind] = (high[kind] - low[kind]) / LEVELS;
        }
        return steps;
    }
}
