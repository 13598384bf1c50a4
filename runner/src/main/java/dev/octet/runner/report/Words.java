package dev.octet.runner.report;

import dev.octet.calibrator.compare.TensorDifference;
import java.util.Locale;
import java.util.Optional;

/** Figures and what they mean, in words; the same on every machine. */
public final class Words {

    /** Shifts of the best confidence that users should follow. */
    private static final double LARGE_SHIFT = 0.02;

    private Words() {}

    /** A number with so many digits behind the point. */
    public static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** The same with its sign; what is 0 with so many digits has none. */
    public static String signed(double value, int digits) {
        String text = String.format(Locale.ROOT, "%+." + digits + "f", value);
        return Double.parseDouble(text) == 0 ? text.substring(1) : text;
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
        return times(origin.timesSmaller(), 1, "smaller", "larger");
    }

    /** How fast a model became; no faster where the 95 % interval holds 1. */
    public static String speed(Speed speed) {
        return speed.speedupLow() <= 1 && speed.speedupHigh() >= 1
                ? "as fast as float"
                : times(speed.speedup(), 2, "faster", "slower");
    }

    private static String times(double ratio, int digits, String above, String below) {
        return ratio >= 1 ? number(ratio, digits) + "x " + above : number(1 / ratio, digits) + "x " + below;
    }

    /** What became of the accuracy, in points of mAP, which are hundredths. */
    public static String accuracy(Accuracy accuracy) {
        return points(signed(-100 * accuracy.drop(), 2), accuracy);
    }

    /** A change of accuracy with the margin that it has, in points. */
    static String points(String change, Accuracy accuracy) {
        return change + margin(accuracy.margin().map(one -> 100 * one), 2) + " points of mAP";
    }

    private static String margin(Optional<Double> margin, int digits) {
        return margin.map(one -> "\u00a0±\u00a0" + number(one, digits)).orElse("");
    }

    /** Whether that can be told from noise. */
    public static String certainty(Accuracy accuracy) {
        return certainty(accuracy.margin(), accuracy.beyondChance());
    }

    private static String certainty(Optional<Double> margin, boolean beyondChance) {
        if (margin.isEmpty()) {
            return "One image has no interval.";
        }
        return beyondChance
                ? "More than chance: the 95 % interval over images leaves out 0."
                : "Within chance: the 95 % interval over images holds 0.";
    }

    /** The change of the images' F1. */
    public static String byImage(Accuracy.ByImage images) {
        return "F1 image by image changes by " + signed(images.mean(), 4) + margin(images.margin(), 4) + ": "
                + images.better() + " images are better, " + images.worse() + " worse, " + images.equal()
                + " the same. " + certainty(images.margin(), images.beyondChance());
    }

    /** The SQNR of a tensor, dB, or why it has none. */
    public static String ratio(Fidelity.TensorDistance tensor) {
        return switch (tensor.outcome()) {
            case NOT_FINITE -> "not finite";
            case NO_SIGNAL -> "no signal";
            case NOISY -> number(tensor.sqnr().orElseThrow(), 1);
            case EQUAL -> "the same in both";
        };
    }

    /** What is to be said of tensors that have no SQNR although they differ; empty when there are none. */
    public static String withoutRatio(Fidelity fidelity) {
        long notFinite = fidelity.count(TensorDifference.Outcome.NOT_FINITE);
        long noSignal = fidelity.count(TensorDifference.Outcome.NO_SIGNAL);
        String text = notFinite == 0
                ? ""
                : tensors(notFinite)
                        + "NaN or infinity in at least one of the models: the model or an image is damaged. ";
        return noSignal == 0 ? text : text + tensors(noSignal) + "only zeros in float and something else in INT8. ";
    }

    private static String tensors(long count) {
        return count == 1 ? "1 tensor has " : count(count) + " tensors have ";
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
                + number(accuracy.quantized().best().orElseThrow().f1(), 4) + "."
                + (Math.abs(shift.get()) >= LARGE_SHIFT ? " Set the threshold of the INT8 model anew." : "");
    }
}
