package dev.octet.calibrator;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A network that one scale for a tensor ruins: channel 0 of the first SiLU is a hundred times as large as the others, and
 * the depthwise convolution behind it weighs it down again. Seeded weights.
 */
public final class UnevenDetector {

    /** The uneven tensor. */
    public static final String UNEVEN = "stem_silu";

    private static final int CHANNELS = 8;

    private UnevenDetector() {}

    /** The model: input {@code images [1, 3, 16, 16] float32}, output {@code scores}. */
    public static OnnxModel model() {
        return model(100, CHANNELS);
    }

    /** The same with another size of channel 0, or another number of groups in the second convolution. */
    public static OnnxModel model(float size, int groups) {
        TinyModels model = TinyModels.opset(13).input("images", 1, 3, 16, 16);
        conv(model, "stem", "images", 3, 1, size, 1);
        conv(model, "wise", UNEVEN, CHANNELS / groups, groups, 1 / size, 2);
        conv(model, "point", "wise_silu", CHANNELS, 1, 1, 3);
        conv(model, "detect", "point_silu", CHANNELS, 1, 1, 4);
        model.node("Sigmoid", "detect_silu", "scores");
        return model.output("scores").build();
    }

    /** Seeded inputs. */
    public static List<Map<String, FloatTensor>> samples(int count) {
        return IntStream.range(0, count).mapToObj(UnevenDetector::sample).toList();
    }

    private static Map<String, FloatTensor> sample(int seed) {
        return Map.of("images", FloatTensor.of(random(3 * 16 * 16, 100 + seed, 0), 1, 3, 16, 16));
    }

    private static void conv(
            TinyModels model, String name, String input, int in, int groups, float firstChannel, long seed) {
        float[] weights = random(CHANNELS * in * 9, seed, -0.5f);
        float[] bias = random(CHANNELS, seed + 50, 0);
        for (int i = 0; i < in * 9; i++) {
            weights[i] *= firstChannel;
        }
        bias[0] *= Math.max(1, firstChannel);
        model.constant(Initializer.ofFloats(name + "_w", weights, CHANNELS, in, 3, 3));
        model.constant(Initializer.ofFloats(name + "_b", bias, CHANNELS));
        model.node(
                "Conv",
                input + " " + name + "_w " + name + "_b",
                name,
                TinyModels.ints("kernel_shape", 3, 3),
                TinyModels.ints("pads", 1, 1, 1, 1),
                TinyModels.integer("group", groups));
        model.node("Sigmoid", name, name + "_gate").node("Mul", name + " " + name + "_gate", name + "_silu");
    }

    private static float[] random(int count, long seed, float offset) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble() + offset;
        }
        return values;
    }
}
