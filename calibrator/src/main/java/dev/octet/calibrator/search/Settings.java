package dev.octet.calibrator.search;

import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.scheme.QuantizationScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** One configuration of the simulated network: for each choice a candidate, or float. Mutable, for one thread. */
final class Settings {

    private static final int FLOAT = -1;

    /** Steps this fine, relative to the range, are lost in float32 rounding. */
    private static final float FINE = 0x1p-20f;

    private static final float UNBOUNDED = 0x1p30f;

    private final List<RangeChoice> choices;
    private final QuantizationScheme scheme;
    private final int[] selected;

    Settings(List<RangeChoice> choices, QuantizationScheme scheme) {
        this.choices = choices;
        this.scheme = scheme;
        this.selected = new int[choices.size()];
    }

    private Settings(Settings other) {
        this.choices = other.choices;
        this.scheme = other.scheme;
        this.selected = other.selected.clone();
    }

    Settings copy() {
        return new Settings(this);
    }

    Settings with(int choice, int candidate) {
        Settings changed = copy();
        changed.selected[choice] = candidate;
        return changed;
    }

    Settings withFloat(int choice) {
        return with(choice, FLOAT);
    }

    /** The same, with every choice in float of whose tensors none is among these. */
    Settings withFloatBut(Set<String> rounded) {
        Settings changed = copy();
        for (int i = 0; i < selected.length; i++) {
            if (choices.get(i).tensors().stream().noneMatch(tensor -> rounded.contains(tensor.tensor()))) {
                changed.selected[i] = FLOAT;
            }
        }
        return changed;
    }

    /** Every choice in float. */
    Settings allFloat() {
        Settings changed = copy();
        Arrays.fill(changed.selected, FLOAT);
        return changed;
    }

    boolean isFloat(int choice) {
        return selected[choice] == FLOAT;
    }

    /** The same, with the other's ranges for what is in float here. */
    Settings withRangesOf(Settings other) {
        Settings changed = copy();
        for (int i = 0; i < selected.length; i++) {
            if (isFloat(i)) {
                changed.selected[i] = other.selected[i];
            }
        }
        return changed;
    }

    int selected(int choice) {
        return selected[choice];
    }

    /** The numbers that the simulated model reads. */
    float[] numbers() {
        float[] numbers = new float[SimulatedModel.NUMBERS * selected.length];
        for (int i = 0; i < selected.length; i++) {
            write(numbers, SimulatedModel.NUMBERS * i, i);
        }
        return numbers;
    }

    private void write(float[] numbers, int at, int choice) {
        List<Candidate> candidates = choices.get(choice).candidates();
        if (selected[choice] == FLOAT) {
            float widest = 0;
            for (Candidate candidate : candidates) {
                widest = Math.max(widest, candidate.range().absoluteMaximum());
            }
            float step = Math.scalb(1.0f, Math.getExponent(Math.max(Float.MIN_NORMAL / FINE, widest * FINE)));
            set(numbers, at, step, -UNBOUNDED, UNBOUNDED);
            return;
        }
        QuantizationParameters parameters =
                scheme.parametersFor(candidates.get(selected[choice]).range());
        IntegerFormat format = parameters.format();
        set(
                numbers,
                at,
                parameters.scale(),
                format.min() - parameters.zeroPoint(),
                format.max() - parameters.zeroPoint());
    }

    private static void set(float[] numbers, int at, float scale, float low, float high) {
        numbers[at] = 1 / scale;
        numbers[at + 1] = low;
        numbers[at + 2] = high;
        numbers[at + 3] = scale;
    }
}
