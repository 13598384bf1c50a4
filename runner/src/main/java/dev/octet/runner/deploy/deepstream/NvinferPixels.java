package dev.octet.runner.deploy.deepstream;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.Interpolation;
import dev.octet.calibrator.images.Anchor;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.SizeRounding;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** How nvinfer prepares images: {@code y = net-scale-factor * (x - offset)} on a black canvas. */
final class NvinferPixels {

    private final Letterbox wanted;

    private NvinferPixels(Letterbox wanted) {
        this.wanted = wanted;
    }

    /**
     * A preprocessing in nvinfer's terms.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when its arithmetic or its filter cannot be said in them
     */
    static NvinferPixels of(Letterbox wanted) {
        NvinferPixels pixels = new NvinferPixels(wanted);
        if (wanted.std().stream().distinct().count() > 1) {
            throw cannot("one std for each colour, " + wanted.std() + ", and nvinfer has one net-scale-factor for all");
        }
        if (pixels.factor() <= 0 || pixels.offsets().stream().anyMatch(offset -> offset < 0)) {
            throw cannot("net-scale-factor " + pixels.factor() + " and offsets " + pixels.offsets()
                    + ", and nvinfer takes none below zero");
        }
        if (wanted.interpolation() != Interpolation.LINEAR && wanted.interpolation() != Interpolation.NEAREST) {
            throw cannot(
                    "interpolation " + wanted.toMap().get("interpolation") + ", and nvinfer has nearest and linear");
        }
        return pixels;
    }

    private static ToolkitException cannot(String what) {
        return new ToolkitException(
                FailureKind.UNSUPPORTED,
                "nvinfer cannot prepare images as the model wants them: it needs " + what + ".",
                "Put that arithmetic into the model, or serve it with --to triton.");
    }

    /** What nvinfer multiplies by. */
    double factor() {
        return wanted.scale() / wanted.std().get(0);
    }

    /** What it subtracts before, levels, in the order of the colours. */
    List<Double> offsets() {
        return wanted.mean().stream().map(mean -> mean / wanted.scale() + 0.0).toList();
    }

    /** The number of the filter. */
    int filter() {
        return wanted.interpolation() == Interpolation.NEAREST ? 0 : 1;
    }

    /** True when the picture lies in the middle. */
    boolean isCentred() {
        return wanted.anchor() == Anchor.CENTRED;
    }

    /** What nvinfer does, for measuring what the differences cost. */
    Letterbox asNvinfer() {
        return new Letterbox(
                wanted.width(),
                wanted.height(),
                wanted.anchor(),
                0,
                wanted.colour(),
                wanted.scale(),
                wanted.mean(),
                wanted.std(),
                wanted.interpolation(),
                true,
                SizeRounding.DOWN,
                OptionalInt.empty());
    }

    /** What it does otherwise, one sentence each. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        if (wanted.padValue() != 0) {
            differences.add("nvinfer pads with black (0), the model was trained with " + wanted.padValue()
                    + "; no key of nvinfer changes that.");
        }
        if (wanted.rounding() != SizeRounding.DOWN) {
            differences.add("nvinfer rounds the scaled size down, the model's preprocessing to the nearest px.");
        }
        if (!wanted.scaleUp()) {
            differences.add("nvinfer enlarges small images, the model's preprocessing does not.");
        }
        if (wanted.firstSide().isPresent()) {
            differences.add("nvinfer resizes once, the model's preprocessing twice.");
        }
        return differences;
    }
}
