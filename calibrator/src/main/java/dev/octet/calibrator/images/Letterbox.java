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
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a picture becomes a model's input, {@code [1, 3, height, width] float32}. One definition for calibration,
 * evaluation, benchmarks and detection.
 *
 * <p>The picture is scaled by {@code r = min(height / h, width / w)} (at most 1 unless {@code scaleUp}), laid on a canvas
 * of {@code padValue}, and level p of plane c becomes {@code (p * scale - mean_c) / std_c}, computed in double and
 * rounded once to float.
 *
 * <p>With a {@code firstSide} it is resized twice, as the data loader of the official YOLOv7 test script does it
 * (utils/datasets.py, load_image and letterbox): first by {@code q = firstSide / max(h, w)} to {@code floor(w * q)} x
 * {@code floor(h * q)} px, by the mean over the area when it shrinks and bilinearly when it grows, then as above.
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
 * @param firstSide what the longer side of a picture is brought to before, px; nothing to resize once
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
        SizeRounding rounding,
        OptionalInt firstSide) {

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
        if (firstSide.isPresent() && (firstSide.getAsInt() < 1 || firstSide.getAsInt() > MAX_SIDE)) {
            throw new IllegalArgumentException("firstSide is " + firstSide.getAsInt() + ", must be 1 to " + MAX_SIDE);
        }
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

    /** A letterbox that resizes once. */
    public Letterbox(
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
        this(
                width,
                height,
                anchor,
                padValue,
                colour,
                scale,
                mean,
                std,
                interpolation,
                scaleUp,
                rounding,
                OptionalInt.empty());
    }

    /** As the official YOLOv5, YOLOv7 and YOLOv8 code does: RGB, 0..1, centred, pad 114. */
    public static Letterbox yolo(int width, int height) {
        return yolo(width, height, true, OptionalInt.empty());
    }

    /**
     * As the official test script of YOLOv7 evaluates, on a canvas of this size for every picture: as {@link #yolo}, but
     * resized twice, first to the canvas's longer side. What a model of fixed size sees.
     */
    public static Letterbox yoloFixed(int width, int height) {
        return yolo(width, height, false, OptionalInt.of(Math.max(width, height)));
    }

    private static Letterbox yolo(int width, int height, boolean scaleUp, OptionalInt firstSide) {
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
                scaleUp,
                SizeRounding.NEAREST,
                firstSide);
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
                newWidth,
                newHeight,
                anchor,
                padValue,
                colour,
                scale,
                mean,
                std,
                interpolation,
                scaleUp,
                rounding,
                firstSide);
    }

    /** The same without arithmetic on levels: planes hold 0 to 255. */
    public Letterbox withLevels() {
        return withPixels(colour, 1, ZEROS, ONES);
    }

    /** True when planes hold levels as they are. */
    public boolean givesLevels() {
        return scale == 1 && mean.equals(ZEROS) && std.equals(ONES);
    }

    /** The same with the planes in the other order. */
    public Letterbox withOtherColourOrder() {
        return withPixels(colour == ColourOrder.RGB ? ColourOrder.BGR : ColourOrder.RGB, scale, mean, std);
    }

    private Letterbox withPixels(ColourOrder order, double factor, List<Double> means, List<Double> deviations) {
        return new Letterbox(
                width,
                height,
                anchor,
                padValue,
                order,
                factor,
                means,
                deviations,
                interpolation,
                scaleUp,
                rounding,
                firstSide);
    }

    /** The first of two resizes of a picture of that size; nothing where it is resized once or has that side already. */
    Optional<FirstResize> firstResize(int sourceWidth, int sourceHeight) {
        int longer = Math.max(sourceWidth, sourceHeight);
        if (firstSide.isEmpty() || firstSide.getAsInt() == longer) {
            return Optional.empty();
        }
        double q = (double) firstSide.getAsInt() / longer;
        return Optional.of(new FirstResize(
                SizeRounding.DOWN.apply(sourceWidth * q),
                SizeRounding.DOWN.apply(sourceHeight * q),
                q < 1 ? Interpolation.AREA : Interpolation.LINEAR));
    }

    /** Where a picture of that size will lie, whole px. */
    Placement place(int sourceWidth, int sourceHeight) {
        return firstResize(sourceWidth, sourceHeight)
                .map(first -> placeTwice(sourceWidth, sourceHeight, first))
                .orElseGet(() -> placeOnce(sourceWidth, sourceHeight));
    }

    /** Boxes go back as in the official scale_coords: by the quotient of the heights, for both axes. */
    private Placement placeTwice(int sourceWidth, int sourceHeight, FirstResize first) {
        Placement second = placeOnce(first.width(), first.height());
        double scale =
                (double) first.height() / sourceHeight * second.geometry().scaleY();
        return new Placement(
                second.width(),
                second.height(),
                second.left(),
                second.top(),
                new LetterboxGeometry(
                        sourceWidth,
                        sourceHeight,
                        scale,
                        scale,
                        second.geometry().left(),
                        second.geometry().top()));
    }

    private Placement placeOnce(int sourceWidth, int sourceHeight) {
        double r = Math.min((double) height / sourceHeight, (double) width / sourceWidth);
        if (!scaleUp) {
            r = Math.min(r, 1.0);
        }
        int scaledWidth = Math.min(width, rounding.apply(sourceWidth * r));
        int scaledHeight = Math.min(height, rounding.apply(sourceHeight * r));
        boolean centred = anchor == Anchor.CENTRED;
        int left = centred ? offset(width - scaledWidth) : 0;
        int top = centred ? offset(height - scaledHeight) : 0;
        boolean half = centred && firstSide.isPresent();
        return new Placement(
                scaledWidth,
                scaledHeight,
                left,
                top,
                new LetterboxGeometry(
                        sourceWidth,
                        sourceHeight,
                        r,
                        r,
                        half ? (width - scaledWidth) / 2.0 : left,
                        half ? (height - scaledHeight) / 2.0 : top));
    }

    /**
     * Where a picture of that size lies on the canvas. The scale is r itself and not the quotient of the rounded sizes,
     * because that is what the official code divides boxes by. With a {@code firstSide} it is the height after the first
     * resize over the height before, and padding is half of what is left, not rounded, as in the official test script.
     */
    public LetterboxGeometry geometry(int sourceWidth, int sourceHeight) {
        return place(sourceWidth, sourceHeight).geometry();
    }

    /** How levels become values. */
    PixelLayout layout() {
        return PixelLayout.of(colour, padValue, scale, mean, std);
    }

    /** Every setting that there is by its name, in a fixed order; the names are those of the YAML file. */
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
        firstSide.ifPresent(side -> map.put("first-side", side));
        return map;
    }

    /** One setting a line, {@code name: value}; the same text for equal letterboxes, and a YAML file. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        toMap().forEach((name, value) ->
                text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    /** {@link #describe()} in one line, for people. */
    public String inOneLine() {
        return describe().strip().replace("\n", ", ");
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

    /** The size after the first of two resizes, px, and how it is reached. */
    record FirstResize(int width, int height, Interpolation interpolation) {}

    /** A scaled picture on the canvas, in whole px. */
    record Placement(int width, int height, int left, int top, LetterboxGeometry geometry) {}
}
