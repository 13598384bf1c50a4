package dev.octet.calibrator.repair;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.rewrite.LayerWeights;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Takes out of every layer's bias what rounding the weights adds to the mean of each output channel:
 * {@code b'_c = b_c - E[conv(x, W_q - W)_c]}, the mean over samples and positions, measured on the float network's own
 * activations. Matters where few weights make an output, as in depthwise convolutions. Source: Nagel et al., Data-Free
 * Quantization Through Weight Equalization and Bias Correction, 2019, section 4.2, in its empirical form.
 */
public final class BiasCorrection {

    private static final String SUFFIX = "_rounding";
    private static final String LOST = "_lost";

    private BiasCorrection() {}

    /**
     * The model with corrected biases; a layer without a bias gets one.
     *
     * @param model the float model, operator set 13 or later
     * @param fitted the same model with the weights that will be rounded
     * @param layers whose weights will be integers; those that are no convolution with constant weights stay as they are
     * @param target whose format and levels apply
     * @param samples inputs to take means over
     */
    public static OnnxModel apply(
            OnnxModel model,
            OnnxModel fitted,
            List<Node> layers,
            DeploymentTarget target,
            Map<String, QuantizationParameters> activations,
            List<Map<String, FloatTensor>> samples) {
        Map<String, Node> corrected = new LinkedHashMap<>();
        for (Node layer : layers) {
            if (layer.opType().equals("Conv") && hasOwnBias(model, layer)) {
                corrected.put(layer.outputs().get(0) + SUFFIX, layer);
            }
        }
        if (corrected.isEmpty() || samples.isEmpty()) {
            return fitted;
        }
        Map<String, double[]> means =
                means(withDifferences(model, fitted, corrected, target, activations), corrected, samples);
        ModelEditor editor = fitted.edit();
        means.forEach(
                (output, mean) -> subtract(model, editor, Objects.requireNonNull(corrected.get(output), output), mean));
        return editor.build();
    }

    private static boolean hasOwnBias(OnnxModel model, Node layer) {
        String bias = layer.inputOrEmpty(2);
        return bias.isEmpty()
                || (model.graph().initializer(bias).isPresent()
                        && model.graph().consumers(bias).size() == 1);
    }

    /** The model whose outputs are the means over positions of {@code conv(x, W_q - W)}, one for each layer. */
    private static OnnxModel withDifferences(
            OnnxModel model,
            OnnxModel fitted,
            Map<String, Node> corrected,
            DeploymentTarget target,
            Map<String, QuantizationParameters> activations) {
        ModelEditor editor = model.edit();
        editor.removeOutputs();
        Set<String> rounded = new HashSet<>();
        corrected.forEach((output, layer) -> {
            LayerWeights weights = LayerWeights.of(model.graph(), layer);
            float[] integers = LayerWeights.of(fitted.graph(), layer)
                    .quantized(target, new double[0])
                    .dequantize();
            float[] lost = weights.weights().floats();
            for (int i = 0; i < lost.length; i++) {
                lost[i] = integers[i] - lost[i];
            }
            String input = layer.inputs().get(0);
            List<String> parts = new ArrayList<>();
            parts.add(convolution(editor, layer, weights, input, output + "_w", lost));
            QuantizationParameters parameters = activations.get(input);
            if (parameters != null) {
                if (rounded.add(input)) {
                    addRounding(editor, input, parameters);
                }
                parts.add(convolution(editor, layer, weights, input + LOST, output + "_x", integers));
            }
            editor.addNode("Sum", "", output + "_sum", parts, List.of(output + "_sum"), Map.of());
            editor.addNode("GlobalAveragePool", "", output, List.of(output + "_sum"), List.of(output), Map.of());
            editor.addOutput(output, TensorType.FLOAT);
        });
        editor.cutTo(corrected.keySet());
        return editor.build();
    }

    private static String convolution(
            ModelEditor editor, Node layer, LayerWeights like, String input, String name, float[] weights) {
        String constant = name + "_weights";
        editor.addInitializer(
                Initializer.ofFloats(constant, weights, like.weights().shape().toArray()));
        editor.addLike(layer, name, List.of(input, constant), List.of(name));
        return name;
    }

    /** Makes {@code dequantize(quantize(x)) - x}. */
    private static void addRounding(ModelEditor editor, String tensor, QuantizationParameters parameters) {
        String scale = tensor + "_lost_scale";
        String zero = tensor + "_lost_zero";
        editor.addInitializer(Initializer.ofFloats(scale, new float[] {parameters.scale()}));
        TensorType type = parameters.format().signed() ? TensorType.INT8 : TensorType.UINT8;
        editor.addInitializer(Initializer.of(zero, type, TensorShape.of(), new byte[] {(byte) parameters.zeroPoint()}));
        String integers = tensor + "_lost_q";
        String back = tensor + "_lost_dq";
        editor.addNode("QuantizeLinear", "", integers, List.of(tensor, scale, zero), List.of(integers), Map.of());
        editor.addNode("DequantizeLinear", "", back, List.of(integers, scale, zero), List.of(back), Map.of());
        editor.addNode("Sub", "", tensor + LOST, List.of(back, tensor), List.of(tensor + LOST), Map.of());
    }

    private static Map<String, double[]> means(
            OnnxModel differences, Map<String, Node> corrected, List<Map<String, FloatTensor>> samples) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        long[] images = new long[1];
        try (InferenceSession session = InferenceSession.load(differences.toBytes(), SessionOptions.defaults())) {
            for (Map<String, FloatTensor> sample : samples) {
                Map<String, HostTensor> inputs = HostTensors.of(sample);
                session.run(inputs).forEach((name, tensor) -> {
                    images[0] += corrected.keySet().iterator().next().equals(name) ? tensor.shape()[0] : 0;
                    add(sums.computeIfAbsent(name, n -> new double[(int) tensor.shape()[1]]), tensor.floats());
                    tensor.close();
                });
                inputs.values().forEach(HostTensor::close);
            }
        }
        sums.values().forEach(sum -> {
            for (int c = 0; c < sum.length; c++) {
                sum[c] /= images[0];
            }
        });
        return sums;
    }

    private static void add(double[] sum, FloatBuffer means) {
        for (int i = 0; i < means.limit(); i++) {
            sum[i % sum.length] += means.get(i);
        }
    }

    private static void subtract(OnnxModel model, ModelEditor editor, Node layer, double[] means) {
        String name = layer.inputOrEmpty(2);
        float[] bias = name.isEmpty()
                ? new float[means.length]
                : model.graph().initializer(name).orElseThrow().floats();
        for (int c = 0; c < bias.length; c++) {
            bias[c] -= (float) means[c];
        }
        String corrected = name.isEmpty() ? layer.outputs().get(0) + "_bias" : name;
        editor.addInitializer(Initializer.ofFloats(corrected, bias, bias.length));
        editor.replaceInput(layer, 2, corrected);
    }
}
