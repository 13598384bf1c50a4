package dev.octet.bindings.tflite;

/**
 * How a model is run.
 *
 * @param threads threads of one run, at least 1
 * @param xnnpack true for the kernels of XNNPACK where it has them, false for TensorFlow Lite's own alone
 * @param everyTensor true to keep what every operator makes, so that it can be read after a run; only without XNNPACK,
 *     which makes no inner tensors
 */
public record TfliteOptions(int threads, boolean xnnpack, boolean everyTensor) {

    public TfliteOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " must be at least 1");
        }
        if (xnnpack && everyTensor) {
            throw new IllegalArgumentException("everyTensor needs xnnpack to be false: XNNPACK makes no inner tensors");
        }
    }

    /** XNNPACK on so many threads. */
    public static TfliteOptions of(int threads) {
        return new TfliteOptions(threads, true, false);
    }

    /** The same without XNNPACK. */
    public TfliteOptions withoutXnnpack() {
        return new TfliteOptions(threads, false, everyTensor);
    }

    /** The same keeping every tensor, and so without XNNPACK. */
    public TfliteOptions withEveryTensor() {
        return new TfliteOptions(threads, false, true);
    }
}
