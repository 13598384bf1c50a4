package dev.octet.calibrator;

import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded inputs for {@link TinyDetector}. */
public final class TinySamples {

    private TinySamples() {}

    public static List<Map<String, FloatTensor>> ramps(int count) {
        return IntStream.range(0, count).mapToObj(TinySamples::ramp).toList();
    }

    public static Map<String, FloatTensor> ramp(int seed) {
        return Map.of(TinyDetector.INPUT, noise(seed, 1, 3, 16, 16));
    }

    public static FloatTensor noise(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1;
        for (long dimension : shape) {
            count *= (int) dimension;
        }
        float[] values = new float[count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return FloatTensor.of(values, shape);
    }
}
