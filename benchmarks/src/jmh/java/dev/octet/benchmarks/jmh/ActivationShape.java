package dev.octet.benchmarks.jmh;

import java.util.Random;

/** Distributions that activations have. */
public enum ActivationShape {
    GAUSS {
        @Override
        double of(double normal) {
            return normal;
        }
    },
    SILU {
        @Override
        double of(double normal) {
            return normal / (1 + Math.exp(-normal));
        }
    },
    RELU {
        @Override
        double of(double normal) {
            return Math.max(0, normal);
        }
    },
    ZEROS {
        @Override
        double of(double normal) {
            return 0;
        }
    };

    private static final double SPREAD = 2;

    abstract double of(double normal);

    /** As many values, the same ones each time. */
    float[] values(int count) {
        Random random = new Random(7);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) of(random.nextGaussian() * SPREAD);
        }
        return values;
    }
}
