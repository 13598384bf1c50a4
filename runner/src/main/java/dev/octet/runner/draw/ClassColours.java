package dev.octet.runner.draw;

import dev.octet.bindings.opencv.Colour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Colours for the classes of a model, the same in every run: each is the one of a fixed choice that is furthest from all
 * before it in CIELAB, so that few classes are far apart and many are still told apart. Classes beyond the choice begin
 * again.
 */
public final class ClassColours {

    private static final int HUES = 24;
    private static final float[] SATURATIONS = {1f, 0.65f};
    private static final float[] VALUES = {1f, 0.8f, 0.6f};

    private final List<Colour> colours;

    private ClassColours(List<Colour> colours) {
        this.colours = List.copyOf(colours);
    }

    /** Colours for so many classes. */
    public static ClassColours of(int classes) {
        List<Colour> choice = choice();
        double[][] places = choice.stream().map(ClassColours::lab).toArray(double[][]::new);
        double[] nearest = new double[choice.size()];
        Arrays.fill(nearest, Double.MAX_VALUE);
        List<Colour> taken = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < Math.min(classes, choice.size()); i++) {
            taken.add(choice.get(next));
            int furthest = 0;
            for (int c = 0; c < nearest.length; c++) {
                nearest[c] = Math.min(nearest[c], distance(places[c], places[next]));
                furthest = nearest[c] > nearest[furthest] ? c : furthest;
            }
            next = furthest;
        }
        return new ClassColours(taken);
    }

    /** The colour of a class. */
    public Colour colour(int classIndex) {
        return colours.get(classIndex % colours.size());
    }

    /** Black or white, whichever is easier to read on this colour. */
    static Colour ink(Colour ground) {
        return ground.contrast(Colour.BLACK) >= ground.contrast(Colour.WHITE) ? Colour.BLACK : Colour.WHITE;
    }

    private static List<Colour> choice() {
        List<Colour> choice = new ArrayList<>();
        for (float value : VALUES) {
            for (float saturation : SATURATIONS) {
                for (int hue = 0; hue < HUES; hue++) {
                    choice.add(fromHsv((float) hue / HUES, saturation, value));
                }
            }
        }
        return choice;
    }

    private static Colour fromHsv(float hue, float saturation, float value) {
        return new Colour(
                level(5, hue, saturation, value), level(3, hue, saturation, value), level(1, hue, saturation, value));
    }

    /** One channel of a colour in HSV: {@code v - v s max(0, min(k, 4 - k, 1))} with {@code k = (n + 6 h) mod 6}. */
    private static int level(int n, float hue, float saturation, float value) {
        float k = (n + 6 * hue) % 6;
        return Math.round(255 * (value - value * saturation * Math.max(0, Math.min(Math.min(k, 4 - k), 1))));
    }

    /** Distance of two colours in CIELAB (CIE 1976), where about 2 can just be seen. */
    static double distance(Colour one, Colour other) {
        return distance(lab(one), lab(other));
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }

    /** CIELAB of an sRGB colour, white D65. */
    private static double[] lab(Colour colour) {
        double r = Colour.linear(colour.red());
        double g = Colour.linear(colour.green());
        double b = Colour.linear(colour.blue());
        double x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
        double y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
        double z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double root(double t) {
        return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
}
