package dev.octet.calibrator.tflite;

/** Versions of operators by what they read: TensorFlow Lite counts one up when an operator learns a type. */
final class Versions {

    private Versions() {}

    static int of(Numbers numbers, int floats, int bytes, int shorts) {
        return numbers.isFloat() ? floats : numbers.isWide() ? shorts : bytes;
    }
}
