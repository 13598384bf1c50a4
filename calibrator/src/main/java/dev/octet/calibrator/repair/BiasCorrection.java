package dev.octet.calibrator.repair;

import dev.octet.bindings.onnxruntime.HostTensor;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.rewrite.LayerWeights;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes out of every layer's bias what rounding the weights adds to the mean of each output channel:
 * {@code b'_c = b_c - E[conv(x, W_q - W)_c]}, the mean over samples and positions, measured on the float network's own
 * activations. Matters where few weights make an output, as in depthwise convolutions. Source: Nagel et al., Data-Free
 * Quantization Through Weight Equalization and Bias Correction, 2019, section 4.2, in its empirical form.
 */
public final class BiasCorrection {

    private static final String SUFFIX = "_rounding";

    private BiasCorrection() {}

    /**
     * The model with corrected biases; a layer without a bias gets one.
     *
     * @param model the float model, operator set 13 or later
     * @param layers whose weights will be integers; those that are no convolution with constant weights stay as they are
     * @param format of the integers
     * @param samples inputs to take means over
     */
    public static OnnxModel apply(
            OnnxModel model, List<Node> layers, IntegerFormat format, List<Map<String, FloatTensor>> samples) {
        Map<String, Node> corrected = new LinkedHashMap<>();
        for (Node layer : layers) {
            if (layer.opType().equals("Conv") && hasOwnBias(model, layer)) {
                corrected.put(layer.outputs().get(0) + SUFFIX, layer);
            }
        }
        if (corrected.isEmpty() || samples.isEmpty()) {
            return model;
        }
        Map<String, double[]> means = means(withDifferences(model, corrected, format), corrected, samples);
        ModelEditor editor = model.edit();
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
    private static OnnxModel withDifferences(OnnxModel model, Map<String, Node> corrected, IntegerFormat format) {
        ModelEditor editor = model.edit();
        editor.removeOutputs();
        corrected.forEach((output, layer) -> {
            LayerWeights weights = LayerWeights.of(model.graph(), layer);
            float[] exact = weights.weights().floats();
            float[] difference = weights.quantized(format, new double[0]).dequantize();
            for (int i = 0; i < difference.length; i++) {
                difference[i] -= exact[i];
            }
            String constant = output + "_weights";
            editor.addInitializer(Initializer.ofFloats(
                    constant, difference, weights.weights().shape().toArray()));
            String made = output + "_conv";
            editor.addLike(layer, made, List.of(layer.inputs().get(0), constant), List.of(made));
            editor.addNode("GlobalAveragePool", "", output, List.of(made), List.of(output), Map.of());
            editor.addOutput(output, TensorType.FLOAT);
        });
        editor.cutTo(corrected.keySet());
        return editor.build();
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
