package dev.octet.calibrator.tflite;

import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/** Padding as an operator of its own, of an image {@code [N, H, W, C]}. */
final class Padding {

    private static final int CHANNELS = 3;

    private Padding() {}

    /** Pads with zeros, which in integers is the zero point. */
    static int zeros(Conversion conversion, String name, int tensor, Numbers numbers, Window window) {
        int made = padded(conversion, name, tensor, numbers, window);
        conversion
                .lite()
                .operator(
                        BuiltinOperator.PAD,
                        Versions.of(numbers, 1, 2, 4),
                        new int[] {tensor, amounts(conversion, window)},
                        new int[] {made},
                        Options.none());
        return made;
    }

    /** Pads with what is lower than, or as low as, any value: for the largest of a window. */
    static int lowest(Conversion conversion, String name, int tensor, Numbers numbers, Window window) {
        int made = padded(conversion, name, tensor, numbers, window);
        int filling = numbers.isFloat()
                ? conversion.constants().values("lowest", new float[] {-Float.MAX_VALUE}, TensorType.FLOAT32, 1)
                : conversion.constants().filling(numbers, numbers.lowest());
        conversion
                .lite()
                .operator(
                        BuiltinOperator.PADV2,
                        Versions.of(numbers, 1, 2, 2),
                        new int[] {tensor, amounts(conversion, window), filling},
                        new int[] {made},
                        Options.none());
        return made;
    }

    private static int padded(Conversion conversion, String name, int tensor, Numbers numbers, Window window) {
        int[] shape = conversion.lite().tensor(tensor).shape();
        int[] grown = {shape[0], window.rows().padded(), window.columns().padded(), shape[CHANNELS]};
        return conversion.lite().add(LiteTensor.activation(name + "/padded", grown, numbers));
    }

    private static int amounts(Conversion conversion, Window window) {
        return conversion
                .lite()
                .pairs(
                        0,
                        0,
                        window.rows().begin(),
                        window.rows().end(),
                        window.columns().begin(),
                        window.columns().end(),
                        0,
                        0);
    }
}
