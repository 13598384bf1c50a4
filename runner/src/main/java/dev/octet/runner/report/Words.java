package dev.octet.runner.report;

import java.util.Locale;
import java.util.Optional;

/** Figures and what they mean, in words; the same on every machine. */
public final class Words {

    private Words() {}

    /** A number with so many digits behind the point. */
    public static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** The same with its sign. */
    public static String signed(double value, int digits) {
        return String.format(Locale.ROOT, "%+." + digits + "f", value);
    }

    /** A share as percent. */
    public static String percent(double share) {
        return number(100 * share, 1) + " %";
    }

    /** Four significant digits. */
    public static String short4(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /** A whole number in groups of three. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** How large a model became. */
    public static String size(Origin origin) {
        return number(origin.timesSmaller(), 1) + "x smaller";
    }

    /** How fast a model became. */
    public static String speed(Speed speed) {
        return speed.speedup() >= 1
                ? number(speed.speedup(), 2) + "x as fast"
                : "slower: " + number(speed.speedup(), 2) + "x the speed";
    }

    /** What became of the accuracy, in points of mAP, which are hundredths. */
    public static String accuracy(Accuracy accuracy) {
        String change = signed(-100 * accuracy.drop(), 2) + " points of mAP";
        return accuracy.margin()
                .map(margin -> change + " ± " + number(100 * margin, 2))
                .orElse(change);
    }

    /** Whether that can be told from noise. */
    public static String certainty(Accuracy accuracy) {
        if (accuracy.margin().isEmpty()) {
            return "One image has no interval.";
        }
        return accuracy.beyondChance()
                ? "It is more than chance: the 95 % interval over images leaves out 0."
                : "It cannot be told from chance: the 95 % interval over images holds 0.";
    }

    /** The change of the images' F1. */
    public static String byImage(Accuracy.ByImage images) {
        String change = "F1 image by image changes by " + signed(images.mean(), 4);
        return change + images.margin().map(margin -> " ± " + number(margin, 4)).orElse("") + ": " + images.better()
                + " images are better, " + images.worse() + " worse, " + images.equal() + " the same.";
    }

    /** Where thresholds should go. */
    public static String threshold(Accuracy accuracy) {
        Optional<Double> shift = accuracy.thresholdShift();
        if (shift.isEmpty()) {
            return "One of the models finds nothing right at any confidence.";
        }
        return "The best threshold moves from "
                + number(accuracy.reference().best().orElseThrow().confidence(), 3) + " to "
                + number(accuracy.quantized().best().orElseThrow().confidence(), 3) + " (" + signed(shift.get(), 3)
                + "); F1 there goes from "
                + number(accuracy.reference().best().orElseThrow().f1(), 4) + " to "
                + number(accuracy.quantized().best().orElseThrow().f1(), 4) + ".";
    }
}
