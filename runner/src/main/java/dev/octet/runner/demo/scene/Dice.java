package dev.octet.runner.demo.scene;

import java.util.SplittableRandom;

/** A generator that was handed a seed, in the forms that drawing asks for. The same on every machine. */
final class Dice {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** The dice of one scene of a seed: scenes do not depend on one another. */
    static Dice of(long seed, long index) {
        return new Dice(new SplittableRandom(seed * SPREAD + index).split());
    }

    /** Evenly from {@code low} up to {@code high}. */
    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Evenly, both ends included. */
    int count(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** An angle in radians. */
    double angle() {
        return between(0, 2 * StrictMath.PI);
    }

    int bits() {
        return random.nextInt();
    }

    <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
