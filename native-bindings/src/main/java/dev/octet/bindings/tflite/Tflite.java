package dev.octet.bindings.tflite;

import dev.octet.bindings.platform.JavaCpp;
import dev.octet.bindings.platform.NativeLibrary;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** The TensorFlow Lite library itself: loaded once. */
public final class Tflite {

    private static final NativeLibrary LIBRARY = NativeLibrary.of("TensorFlow Lite", Tflite::load);

    private Tflite() {}

    /** Whether it can be loaded here, and which version it is. */
    public static NativeLibrary library() {
        return LIBRARY;
    }

    private static String load() {
        JavaCpp.load(tensorflowlite.class);
        return tensorflowlite.TfLiteVersion().getString();
    }
}
