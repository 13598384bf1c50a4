package dev.octet.calibrator.images;

import dev.octet.bindings.opencv.ColourOrder;
import dev.octet.bindings.opencv.Interpolation;
import dev.octet.bindings.opencv.PixelLayout;
import dev.octet.calibrator.files.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How a picture becomes a model's input, {@code [1, 3, height, width] float32}. One definition for calibration,
 * evaluation, benchmarks and detection.
 *
 * <p>The picture is scaled by {@code r = min(height / h, width / w)} (at most 1 unless {@code scaleUp}), laid on a canvas
 * of {@code padValue}, and level p of plane c becomes {@code (p * scale - mean_c) / std_c}, computed in double and
 * rounded once to float.
 *
 * @param width of the canvas, px
 * @param height of the canvas, px
 * @param anchor where the picture lies on it
 * @param padValue level around the picture, 0 to 255
 * @param colour order of the planes
 * @param scale factor of the level
 * @param mean for each plane, in the order of the planes
 * @param std for each plane, in the order of the planes
 * @param interpolation how pixels between pixels are found
 * @param scaleUp whether pictures smaller than the canvas are enlarged
 * @param rounding how the scaled size becomes whole px
 */
public record Letterbox(
        int width,
        int height,
        Anchor anchor,
        int padValue,
        ColourOrder colour,
        double scale,
        List<Double> mean,
        List<Double> std,
        Interpolation interpolation,
        boolean scaleUp,
        SizeRounding rounding) {

    private static final int PAD = 114;
    private static final List<Double> ZEROS = List.of(0.0, 0.0, 0.0);
    private static final List<Double> ONES = List.of(1.0, 1.0, 1.0);

    /** Largest canvas side; a tensor of three such planes is 3 GiB, more than one tensor may have. */
    private static final int MAX_SIDE = 1 << 14;

    public Letterbox {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "width " + width + " and height " + height + " must both be 1 to " + MAX_SIDE);
        }
        Objects.requireNonNull(anchor, "anchor");
        Objects.requireNonNull(colour, "colour");
        Objects.requireNonNull(interpolation, "interpolation");
        Objects.requireNonNull(rounding, "rounding");
        if (padValue < 0 || padValue > 255) {
            throw new IllegalArgumentException("padValue is " + padValue + ", must be 0 to 255");
        }
        if (!Double.isFinite(scale) || scale == 0) {
            throw new IllegalArgumentException("scale is " + scale + ", must be a number other than 0");
        }
        mean = three("mean", mean);
        std = three("std", std);
        if (std.contains(0.0) || std.contains(-0.0)) {
            throw new IllegalArgumentException("std is " + std + ", must not have a 0");
        }
    }

    /** As the official YOLOv5, YOLOv7 and YOLOv8 code does: RGB, 0..1, centred, pad 114. */
    public static Letterbox yolo(int width, int height) {
        return new Letterbox(
                width,
                height,
                Anchor.CENTRED,
                PAD,
                ColourOrder.RGB,
                1.0 / 255,
                ZEROS,
                ONES,
                Interpolation.LINEAR,
                true,
                SizeRounding.NEAREST);
    }

    /** As the official YOLOX code does: BGR, 0..255, top left, pad 114. */
    public static Letterbox yolox(int width, int height) {
        return new Letterbox(
                width,
                height,
                Anchor.TOP_LEFT,
                PAD,
                ColourOrder.BGR,
                1.0,
                ZEROS,
                ONES,
                Interpolation.LINEAR,
                true,
                SizeRounding.DOWN);
    }

    /** The same for another canvas. */
    public Letterbox withSize(int newWidth, int newHeight) {
        return new Letterbox(
                newWidth, newHeight, anchor, padValue, colour, scale, mean, std, interpolation, scaleUp, rounding);
    }

    /** The same without arithmetic on levels: planes hold 0 to 255. */
    public Letterbox withLevels() {
        return new Letterbox(width, height, anchor, padValue, colour, 1, ZEROS, ONES, interpolation, scaleUp, rounding);
    }

    /** True when planes hold levels as they are. */
    public boolean givesLevels() {
        return scale == 1 && mean.equals(ZEROS) && std.equals(ONES);
    }

    /** The same with the planes in the other order. */
    public Letterbox withOtherColourOrder() {
        return new Letterbox(
                width,
                height,
                anchor,
                padValue,
                colour == ColourOrder.RGB ? ColourOrder.BGR : ColourOrder.RGB,
                scale,
                mean,
                std,
                interpolation,
                scaleUp,
                rounding);
    }

    /** Where a picture of that size will lie, whole px. */
    Placement place(int sourceWidth, int sourceHeight) {
        double r = Math.min((double) height / sourceHeight, (double) width / sourceWidth);
        if (!scaleUp) {
            r = Math.min(r, 1.0);
        }
        int scaledWidth = Math.min(width, rounding.apply(sourceWidth * r));
        int scaledHeight = Math.min(height, rounding.apply(sourceHeight * r));
        boolean centred = anchor == Anchor.CENTRED;
        int left = centred ? offset(width - scaledWidth) : 0;
        int top = centred ? offset(height - scaledHeight) : 0;
        return new Placement(
                scaledWidth,
                scaledHeight,
                left,
                top,
                new LetterboxGeometry(sourceWidth, sourceHeight, r, r, left, top));
    }

    /**
     * Where a picture of that size lies on the canvas. The scale is r itself and not the quotient of the rounded sizes,
     * because that is what the official code divides boxes by.
     */
    public LetterboxGeometry geometry(int sourceWidth, int sourceHeight) {
        return place(sourceWidth, sourceHeight).geometry();
    }

    /** How levels become values. */
    PixelLayout layout() {
        return PixelLayout.of(colour, padValue, scale, mean, std);
    }

    /** Every setting by its name, in a fixed order; the names are those of the YAML file. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("width", width);
        map.put("height", height);
        map.put("anchor", word(anchor));
        map.put("pad", padValue);
        map.put("colour", word(colour));
        map.put("scale", scale);
        map.put("mean", mean);
        map.put("std", std);
        map.put("interpolation", word(interpolation));
        map.put("scale-up", scaleUp);
        map.put("rounding", word(rounding));
        return map;
    }

    /** One setting a line, {@code name: value}; the same text for equal letterboxes, and a YAML file. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        toMap().forEach((name, value) ->
                text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    /** SHA-256 of {@link #describe()}. */
    public String identity() {
        return Sha256.of(describe());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The official {@code round(d / 2 - 0.1)}: for an odd remainder the smaller half. */
    private static int offset(int remainder) {
        return (int) Math.rint(remainder / 2.0 - 0.1);
    }

    private static List<Double> three(String name, List<Double> values) {
        if (values.size() != 3 || !values.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(name + " is " + values + ", must be 3 numbers");
        }
        return List.copyOf(values);
    }

    /** A scaled picture on the canvas, in whole px. */
    record Placement(int width, int height, int left, int top, LetterboxGeometry geometry) {}
}
