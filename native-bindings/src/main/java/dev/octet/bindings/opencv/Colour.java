package dev.octet.bindings.opencv;

/**
 * A colour of 8 bits a channel, sRGB.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Colour(int red, int green, int blue) {

    /** No light. */
    public static final Colour BLACK = new Colour(0, 0, 0);

    /** All light. */
    public static final Colour WHITE = new Colour(255, 255, 255);

    private static final int MOST = 255;

    public Colour {
        if (!isLevel(red) || !isLevel(green) || !isLevel(blue)) {
            throw new IllegalArgumentException(
                    "red " + red + ", green " + green + ", blue " + blue + " must all be 0 to 255");
        }
    }

    private static boolean isLevel(int value) {
        return value >= 0 && value <= MOST;
    }

    /** Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance"). */
    public double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    /** Contrast with another colour, 1 to 21 (WCAG 2.2, "contrast ratio"). */
    public double contrast(Colour other) {
        double one = luminance() + 0.05;
        double two = other.luminance() + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    /** The light of a channel's level, 0 to 1: sRGB's transfer function (IEC 61966-2-1) undone. */
    public static double linear(int level) {
        double value = (double) level / MOST;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
