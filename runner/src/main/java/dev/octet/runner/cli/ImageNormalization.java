package dev.octet.runner.cli;

import dev.octet.bindings.opencv.ColourOrder;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.tflite.TfliteDescription;
import java.util.ArrayList;
import java.util.List;

/** A letterbox in the words of TensorFlow Lite Metadata: {@code (pixel - mean) / deviation} of pixels 0..255. */
final class ImageNormalization {

    private ImageNormalization() {}

    /** From {@code (pixel * scale - m) / s}: mean is {@code m / scale}, deviation {@code s / scale}. */
    static TfliteDescription.Image of(Letterbox letterbox) {
        List<Float> mean = new ArrayList<>();
        List<Float> deviation = new ArrayList<>();
        for (int plane = 0; plane < letterbox.mean().size(); plane++) {
            mean.add((float) (letterbox.mean().get(plane) / letterbox.scale()));
            deviation.add((float) (letterbox.std().get(plane) / letterbox.scale()));
        }
        return new TfliteDescription.Image(
                letterbox.colour() == ColourOrder.RGB, mean, deviation, letterbox.inOneLine());
    }
}
