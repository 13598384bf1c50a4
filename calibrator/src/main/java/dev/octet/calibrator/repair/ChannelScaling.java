package dev.octet.calibrator.repair;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes factors into a {@link SiluBlock}: {@code y'_c = k_c * y_c}, where {@code y = x * sigmoid(x)}.
 *
 * <p>The convolution makes {@code k_c * x_c}, the gate reads {@code x_c} through a division by {@code k_c}, so the product
 * is {@code k_c * x_c * sigmoid(x_c)}; the depthwise readers' weights are divided by {@code k_c}. What the readers make is
 * the same up to float32 rounding. Cross-layer equalization (Nagel et al., Data-Free Quantization Through Weight
 * Equalization and Bias Correction, 2019, section 4.1) needs an activation with {@code f(kx) = k f(x)}; the division in
 * front of the gate does for SiLU what that property does for ReLU.
 */
final class ChannelScaling {

    private ChannelScaling() {}

    /** How the division in front of the gate is written. */
    enum Division {
        /** A product with a constant for each channel, for runtimes that keep the activation in float. */
        PRODUCT,
        /** A depthwise convolution with 1x1 kernels, whose weights have a scale for each channel in integers. */
        CONVOLUTION
    }

    static OnnxModel apply(OnnxModel model, Map<SiluBlock, float[]> factors, Division division) {
        if (factors.isEmpty()) {
            return model;
        }
        ModelEditor editor = model.edit();
        factors.forEach((block, k) -> apply(model, editor, block, k, division));
        return editor.build();
    }

    private static void apply(OnnxModel model, ModelEditor editor, SiluBlock block, float[] k, Division division) {
        float[] inverse = new float[k.length];
        for (int c = 0; c < k.length; c++) {
            inverse[c] = 1 / k[c];
        }
        for (String constant :
                block.layer().inputs().subList(1, block.layer().inputs().size())) {
            scale(model, editor, constant, k);
        }
        for (Node reader : block.readers()) {
            scale(model, editor, reader.inputs().get(1), inverse);
        }
        editor.replaceInput(block.sigmoid(), 0, divided(editor, block, inverse, division));
    }

    /** Multiplies the rows of a constant: each factor serves as many rows as there are for one channel. */
    private static void scale(OnnxModel model, ModelEditor editor, String constant, float[] factors) {
        if (constant.isEmpty()) {
            return;
        }
        Initializer original = model.graph().initializer(constant).orElseThrow();
        float[] values = original.floats();
        int perFactor = values.length / factors.length;
        for (int i = 0; i < values.length; i++) {
            values[i] *= factors[i / perFactor];
        }
        editor.addInitializer(
                Initializer.ofFloats(constant, values, original.shape().toArray()));
    }

    private static String divided(ModelEditor editor, SiluBlock block, float[] inverse, Division division) {
        String output = block.before() + "_unscaled";
        String constant = output + "_by";
        int channels = block.channels();
        switch (division) {
            case PRODUCT -> {
                editor.addInitializer(Initializer.ofFloats(constant, inverse, 1, channels, 1, 1));
                editor.addNode("Mul", "", output, List.of(block.before(), constant), List.of(output), Map.of());
            }
            case CONVOLUTION -> {
                editor.addInitializer(Initializer.ofFloats(constant, inverse, channels, 1, 1, 1));
                editor.addInitializer(Initializer.ofFloats(constant + "_bias", new float[channels], channels));
                Map<String, Object> attributes = new TreeMap<>();
                attributes.put("group", (long) channels);
                attributes.put("kernel_shape", List.of(1L, 1L));
                editor.addNode(
                        "Conv",
                        "",
                        output,
                        List.of(block.before(), constant, constant + "_bias"),
                        List.of(output),
                        attributes);
            }
        }
        return output;
    }
}
