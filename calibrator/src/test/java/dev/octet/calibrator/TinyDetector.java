package dev.octet.calibrator;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import java.util.SplittableRandom;

/**
 * A network with everything that placement looks at: a SiLU convolution, a residual sum, a Concat with a pool, a
 * LeakyReLU, and a last convolution with decode behind it. Seeded weights.
 */
public final class TinyDetector {

    /** Input {@code [1, 3, 16, 16] float32}. */
    public static final String INPUT = "images";

    private TinyDetector() {}

    /** The model. */
    public static OnnxModel model() {
        TinyModels model = TinyModels.opset(13).input(INPUT, 1, 3, 16, 16);
        conv(model, "stem", INPUT, 3, 8, 1);
        silu(model, "stem");
        conv(model, "branch", "stem_silu", 8, 8, 2);
        silu(model, "branch");
        model.node("Add", "branch_silu stem_silu", "sum");
        model.node(
                "MaxPool", "sum", "pooled", TinyModels.ints("kernel_shape", 3, 3), TinyModels.ints("pads", 1, 1, 1, 1));
        model.node("Concat", "pooled stem_silu", "joined", TinyModels.integer("axis", 1));
        conv(model, "neck", "joined", 16, 8, 3);
        model.node("LeakyRelu", "neck", "neck_leaky", TinyModels.number("alpha", 0.1f));
        conv(model, "detect", "neck_leaky", 8, 6, 4);
        model.node("Sigmoid", "detect", "scores");
        return model.output("scores").build();
    }

    private static void silu(TinyModels model, String name) {
        model.node("Sigmoid", name, name + "_gate").node("Mul", name + " " + name + "_gate", name + "_silu");
    }

    private static void conv(TinyModels model, String name, String input, int in, int out, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] weights = new float[out * in * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextDouble() - 0.5);
        }
        float[] bias = new float[out];
        for (int i = 0; i < out; i++) {
            bias[i] = (float) random.nextDouble();
        }
        model.constant(Initializer.ofFloats(name + "_w", weights, out, in, 3, 3));
        model.constant(Initializer.ofFloats(name + "_b", bias, out));
        model.node(
                "Conv",
                input + " " + name + "_w " + name + "_b",
                name,
                TinyModels.ints("kernel_shape", 3, 3),
                TinyModels.ints("pads", 1, 1, 1, 1));
    }
}
