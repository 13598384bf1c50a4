package dev.octet.calibrator.scheme;

import java.util.Set;
import java.util.TreeSet;

/** Levels that are the same for every tensor, as integers from {@code -most} to {@code most}, rising, symmetric about 0. */
final class FixedLevels {

    /** Bits that choose a term of a sum. */
    private static final int TERM_BITS = 2;

    private FixedLevels() {}

    /** {@code 2^bits - 1} even steps. */
    static int[] linear(int bits, int most) {
        int half = (1 << (bits - 1)) - 1;
        TreeSet<Integer> levels = new TreeSet<>();
        for (int i = 1; i <= half; i++) {
            add(levels, (double) i / half, most);
        }
        return symmetric(levels);
    }

    /** {@code 0} and {@code 2^-i}, {@code i} from 0 to {@code 2^(bits-1) - 2}; those below half a step fall together. */
    static int[] powersOfTwo(int bits, int most) {
        TreeSet<Integer> levels = new TreeSet<>();
        for (int i = 0; i < (1 << (bits - 1)) - 1; i++) {
            add(levels, Math.scalb(1.0, -i), most);
        }
        return symmetric(levels);
    }

    /**
     * Magnitudes {@code g * sum p_i}, with {@code n} terms of two bits each, {@code p_i} from {@code {0, 2^-i, 2^-(i+n),
     * 2^-(i+2n)}}, and {@code g} such that the largest is 1. Where the bits of a magnitude are odd, the last term has one
     * bit: {@code {0, 2^-(n-1)}}.
     */
    static int[] sumsOfPowersOfTwo(int bits, int most) {
        int magnitude = bits - 1;
        int terms = (magnitude + 1) / TERM_BITS;
        TreeSet<Double> sums = new TreeSet<>();
        sums.add(0.0);
        for (int term = 0; term < terms; term++) {
            int choices = term == terms - 1 && magnitude % TERM_BITS == 1 ? 1 : (1 << TERM_BITS) - 1;
            TreeSet<Double> longer = new TreeSet<>(sums);
            for (int choice = 0; choice < choices; choice++) {
                double power = Math.scalb(1.0, -(term + choice * terms));
                sums.forEach(sum -> longer.add(sum + power));
            }
            sums = longer;
        }
        TreeSet<Integer> levels = new TreeSet<>();
        double largest = sums.last();
        sums.forEach(sum -> add(levels, sum / largest, most));
        return symmetric(levels);
    }

    private static void add(Set<Integer> levels, double magnitude, int most) {
        int level = (int) Math.rint(magnitude * most);
        if (level > 0) {
            levels.add(level);
        }
    }

    private static int[] symmetric(Set<Integer> magnitudes) {
        TreeSet<Integer> levels = new TreeSet<>(magnitudes);
        magnitudes.forEach(level -> levels.add(-level));
        levels.add(0);
        return levels.stream().mapToInt(Integer::intValue).toArray();
    }
}
