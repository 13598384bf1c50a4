package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Weights and biases that are trained: each is its start plus an offset, counted in units of its own channel. What is trained is
 * the offset, so that a step of the optimizer moves every channel by the same share of its steps of integers, also where the
 * channels of a layer differ a thousandfold, as they do once channels were equalized.
 */
final class TrainedConstants {

    /** What has no integers to count in is moved by this share of its mean magnitude. */
    private static final double SHARE = 1.0 / 64;

    /**
     * Biases make up for what rounding shifts, and it shifts otherwise whenever a scale moves: they have to be faster than
     * scales. With a tenth of this they were not, and YOLOX-Nano's loss on other images went up and down with the scales.
     */
    private static final double SHARE_OF_BIAS = 1.0 / 6;

    private record Trained(Trainable.Kind kind, Tensor start, Tensor units, Tensor offset) {}

    private final Map<String, Trained> constants = new LinkedHashMap<>();
    private final TensorScope scope;

    TrainedConstants(TensorScope scope) {
        this.scope = scope;
    }

    /** Adds the weights of a layer; nothing where they are known already. */
    void addWeights(Initializer weights, Tensor start, Optional<LayerScales> layer) {
        float[] units = layer.map(LayerScales::steps).orElseGet(() ->
                new float[] {(float) (meanMagnitude(weights.floats()) * SHARE)});
        int axis = layer.map(LayerScales::axis).orElse(0);
        long[] shape = new long[weights.shape().rank()];
        Arrays.fill(shape, 1);
        if (units.length > 1) {
            shape[axis] = units.length;
        }
        add(Trainable.Kind.WEIGHTS, weights, start, scope.floats(units, shape));
    }

    /** Adds the bias of a layer; nothing where it is known already. */
    void addBias(Initializer bias, Tensor start, Optional<LayerScales> layer) {
        float[] values = bias.floats();
        float[] units = layer.map(LayerScales::steps)
                .filter(steps -> steps.length == values.length)
                .map(steps -> biasUnits(values, steps))
                .orElseGet(() -> new float[] {(float) (meanMagnitude(values) * SHARE_OF_BIAS)});
        add(Trainable.Kind.BIASES, bias, start, scope.floats(units, units.length));
    }

    /** In proportion to the steps of the weights, so that the median channel moves by its share. */
    private static float[] biasUnits(float[] values, float[] steps) {
        double[] ratios = new double[values.length];
        for (int c = 0; c < values.length; c++) {
            ratios[c] = Math.abs(values[c]) / steps[c];
        }
        Arrays.sort(ratios);
        double factor = Math.max(1, ratios[ratios.length / 2]) * SHARE_OF_BIAS;
        float[] units = new float[values.length];
        for (int c = 0; c < units.length; c++) {
            units[c] = (float) (factor * steps[c]);
        }
        return units;
    }

    private void add(Trainable.Kind kind, Initializer constant, Tensor start, Tensor units) {
        float[] zeros = new float[(int) constant.shape().elementCount()];
        constants.put(
                constant.name(),
                new Trained(
                        kind, start, units, scope.floats(zeros, constant.shape().toArray())));
    }

    boolean knows(String name) {
        return constants.containsKey(name);
    }

    /** Whether an input of a node is one of them. */
    boolean isRead(Node reader, int index) {
        return index > 0 && knows(reader.inputOrEmpty(index));
    }

    Set<String> names() {
        return constants.keySet();
    }

    /** Weights or biases. */
    Trainable.Kind kind(String name) {
        return known(name).kind();
    }

    /** What is trained. */
    Tensor offset(String name) {
        return known(name).offset();
    }

    /** The values as trained so far. */
    Tensor current(String name, TensorScope step) {
        Trained known = known(name);
        Arithmetic arithmetic = Arithmetic.in(step);
        return arithmetic.add(known.start(), arithmetic.multiply(known.offset(), known.units()));
    }

    /** The values as trained so far. */
    float[] values(String name) {
        try (TensorScope step = TensorScope.open(scope.device())) {
            return current(name, step).floats();
        }
    }

    private Trained known(String name) {
        return Objects.requireNonNull(constants.get(name), name);
    }

    private static double meanMagnitude(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return Math.max(1e-4, sum / Math.max(1, values.length));
    }
}
