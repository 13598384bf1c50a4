package dev.octet.calibrator.repair;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.rewrite.LayerWeights;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Weights that were prepared for their integers: clipped, or already on the grid of their scale. Quantized they become the
 * integers that were meant. Of convolutions with weights of their own and even levels; what else there is stays as it is.
 */
public final class FittedWeights {

    private final Map<String, float[]> weights;

    private FittedWeights(Map<String, float[]> weights) {
        this.weights = weights;
    }

    /** Nothing is fitted. */
    public static FittedWeights none() {
        return new FittedWeights(Map.of());
    }

    /**
     * Fits weights.
     *
     * @param model the float model
     * @param layers whose weights will be integers
     * @param target whose format and levels apply
     * @param repairs those of these that are about weights are made; with {@link Repair#BIAS} the mean of what rounding does
     *     to an output is left to the bias
     * @param samples inputs to take moments over; without any, {@link Repair#ROUND} changes nothing
     */
    public static FittedWeights of(
            OnnxModel model,
            List<Node> layers,
            DeploymentTarget target,
            Set<Repair> repairs,
            List<Map<String, FloatTensor>> samples) {
        boolean rounds = repairs.contains(Repair.ROUND) && !samples.isEmpty();
        if (!rounds && !repairs.contains(Repair.CLIP)) {
            return none();
        }
        Map<Node, LayerWeights> fitting = new LinkedHashMap<>();
        for (Node layer : layers) {
            if (layer.opType().equals("Conv")
                    && model.graph().consumers(layer.inputs().get(1)).size() == 1
                    && LayerWeights.of(model.graph(), layer).scheme(target).isPlain()) {
                fitting.put(layer, LayerWeights.of(model.graph(), layer));
            }
        }
        Map<Node, InputMoments> moments = rounds ? moments(model, fitting, samples) : Map.of();
        Map<String, float[]> fitted = new ConcurrentHashMap<>();
        fitting.entrySet().parallelStream().forEach(entry -> {
            LayerWeights layer = entry.getValue();
            float[] values = layer.weights().floats();
            if (repairs.contains(Repair.CLIP)) {
                ClippedWeights.clip(
                        values,
                        (int) layer.weights().shape().dimension(0),
                        target.weights().max());
            }
            InputMoments seen = moments.get(entry.getKey());
            if (seen != null) {
                round(values, layer, target, seen, repairs.contains(Repair.BIAS));
            }
            fitted.put(layer.weights().name(), values);
        });
        return new FittedWeights(Map.copyOf(fitted));
    }

    private static Map<Node, InputMoments> moments(
            OnnxModel model, Map<Node, LayerWeights> layers, List<Map<String, FloatTensor>> samples) {
        Map<Node, InputMoments> moments = new LinkedHashMap<>();
        layers.forEach(
                (layer, weights) -> ConvolutionInput.of(layer, weights.weights().shape())
                        .ifPresent(input -> moments.put(layer, new InputMoments(input))));
        if (moments.isEmpty()) {
            return moments;
        }
        List<String> made = moments.keySet().stream()
                .map(layer -> layer.inputs().get(0))
                .distinct()
                .filter(tensor -> !samples.get(0).containsKey(tensor))
                .toList();
        if (made.isEmpty()) {
            samples.forEach(sample -> {
                Map<String, HostTensor> inputs = HostTensors.of(sample);
                add(moments, inputs);
                inputs.values().forEach(HostTensor::close);
            });
            return moments;
        }
        try (InferenceSession session =
                InferenceSession.load(ExposedModel.exposing(model, made), SessionOptions.defaults())) {
            for (Map<String, FloatTensor> sample : samples) {
                Map<String, HostTensor> inputs = HostTensors.of(sample);
                Map<String, HostTensor> seen = session.run(inputs);
                add(moments, inputs);
                add(moments, seen);
                seen.values().forEach(HostTensor::close);
                inputs.values().forEach(HostTensor::close);
            }
        }
        return moments;
    }

    private static void add(Map<Node, InputMoments> moments, Map<String, HostTensor> tensors) {
        moments.entrySet().parallelStream().forEach(entry -> {
            HostTensor tensor = tensors.get(entry.getKey().inputs().get(0));
            if (tensor != null) {
                entry.getValue().add(tensor.floats(), tensor.shape());
            }
        });
    }

    private static void round(
            float[] values, LayerWeights layer, DeploymentTarget target, InputMoments moments, boolean centred) {
        Initializer like = layer.weights();
        float[] scales = new LayerWeights(
                        Initializer.ofFloats(like.name(), values, like.shape().toArray()), 0, layer.bias())
                .quantized(target, new double[0])
                .scales();
        int inner = values.length / scales.length;
        int perGroup = scales.length / moments.groups();
        for (int group = 0; group < moments.groups(); group++) {
            for (int b = 0; b < moments.blocks(); b++) {
                SecondOrderRounding rounding = new SecondOrderRounding(moments.of(group, b, centred), moments.size(b));
                for (int c = group * perGroup; c < (group + 1) * perGroup; c++) {
                    int fixed = largest(values, c * inner, inner) - moments.first(b);
                    rounding.round(
                            values,
                            c * inner + moments.first(b),
                            scales[c],
                            target.weights().max(),
                            fixed);
                }
            }
        }
    }

    private static int largest(float[] values, int first, int count) {
        int largest = 0;
        for (int i = 1; i < count; i++) {
            largest = Math.abs(values[first + i]) > Math.abs(values[first + largest]) ? i : largest;
        }
        return largest;
    }

    /** The model with these weights in the given layers, as far as they were fitted. */
    public OnnxModel in(OnnxModel model, List<Node> layers) {
        if (weights.isEmpty()) {
            return model;
        }
        ModelEditor editor = model.edit();
        for (Node layer : layers) {
            String name = layer.inputs().get(1);
            float[] values = weights.get(name);
            if (values != null) {
                Initializer original = model.graph().initializer(name).orElseThrow();
                editor.addInitializer(
                        Initializer.ofFloats(name, values, original.shape().toArray()));
            }
        }
        return editor.build();
    }
}
