package dev.octet.calibrator.torchscript;

/**
 * How far a quantized tensor is from ONNX Runtime's when it is made from ONNX Runtime's own quantized tensors.
 *
 * @param tensor its name
 * @param steps largest difference of an integer
 * @param share of integers that differ, from 0 to 1
 */
public record LayerSteps(String tensor, int steps, double share) {

    static LayerSteps of(String tensor, byte[] expected, byte[] actual) {
        if (expected.length != actual.length) {
            throw new IllegalStateException("tensor " + tensor + " has " + actual.length + " integers in libtorch, "
                    + expected.length + " in ONNX Runtime");
        }
        int most = 0;
        int different = 0;
        for (int i = 0; i < expected.length; i++) {
            int difference = Math.abs(Byte.toUnsignedInt(expected[i]) - Byte.toUnsignedInt(actual[i]));
            most = Math.max(most, difference);
            different += difference == 0 ? 0 : 1;
        }
        return new LayerSteps(tensor, most, (double) different / Math.max(1, expected.length));
    }
}
