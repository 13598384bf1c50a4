package dev.octet.benchmarks.statistics;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** Resamples of a series in blocks of neighbours. */
final class Blocks {

    private Blocks() {}

    /** Neighbours that are drawn together: the cube root of their number, rounded up. */
    static int length(int samples) {
        return (int) Math.ceil(Math.cbrt(samples) - 1e-9);
    }

    /** Draws as many places as there are samples. */
    static void draw(int samples, SplittableRandom random, IntConsumer places) {
        int length = length(samples);
        int left = samples;
        while (left > 0) {
            int start = random.nextInt(samples);
            int count = Math.min(length, left);
            for (int i = 0; i < count; i++) {
                places.accept((start + i) % samples);
            }
            left -= count;
        }
    }
}
