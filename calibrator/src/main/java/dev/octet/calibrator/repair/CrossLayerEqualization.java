package dev.octet.calibrator.repair;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves a factor for each channel from an activation into the weights that read it: {@code y'_c = y_c / s_c},
 * {@code W'_c = W_c s_c}, {@code s_c = sqrt(r1_c r2_c) / r2_c}, with r2 the largest weight that reads the channel. Source:
 * Nagel et al., Data-Free Quantization Through Weight Equalization and Bias Correction, 2019, section 4.1, equation 11, with
 * r1 the largest activation of the channel in place of its largest weight: weights have a scale for each output channel
 * here, an activation has one for all (Xiao et al., SmoothQuant, 2023, equation 4, at alpha 0.5). Repeated until nothing
 * moves. The float model computes what it did.
 */
public final class CrossLayerEqualization {

    private static final int MOST_ROUNDS = 20;
    private static final double STILL = 1e-3;

    /** A channel that was silent, or that nothing reads, gets at most this factor or its inverse. */
    private static final double LARGEST_FACTOR = 1e3;

    private final Map<String, float[]> constants = new LinkedHashMap<>();
    private final OnnxModel model;

    private CrossLayerEqualization(OnnxModel model) {
        this.model = model;
    }

    /**
     * Equalizes every path of convolutions whose activations pass factors on: none, ReLU, leaky ReLU, PReLU.
     *
     * @param model the float model
     * @param samples inputs to take the channels' ranges from
     */
    public static OnnxModel apply(OnnxModel model, List<Map<String, FloatTensor>> samples) {
        List<ChannelPath> paths = ChannelPath.of(model.graph());
        if (paths.isEmpty() || samples.isEmpty()) {
            return model;
        }
        return new CrossLayerEqualization(model).equalized(paths, samples);
    }

    private OnnxModel equalized(List<ChannelPath> paths, List<Map<String, FloatTensor>> samples) {
        Map<String, ChannelRanges> ranges = new LinkedHashMap<>();
        paths.forEach(path -> ranges.put(path.output(), new ChannelRanges(path.channels())));
        ChannelSurvey.add(model, samples, ranges);
        List<double[]> sizes = new ArrayList<>();
        paths.forEach(path -> sizes.add(ranges.getOrDefault(path.output(), new ChannelRanges(path.channels()))
                .magnitudes()));
        double moved = Double.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS && moved > STILL; round++) {
            moved = 0;
            for (int i = 0; i < paths.size(); i++) {
                moved = Math.max(moved, equalize(paths.get(i), sizes.get(i)));
            }
        }
        ModelEditor editor = model.edit();
        constants.forEach((name, values) -> editor.addInitializer(
                Initializer.ofFloats(name, values, original(name).shape().toArray())));
        return editor.build();
    }

    private Initializer original(String name) {
        return model.graph().initializer(name).orElseThrow();
    }

    private float[] values(String name) {
        return constants.computeIfAbsent(name, n -> original(n).floats());
    }

    /** Moves the factors of one path and tells how far the furthest moved, as a logarithm. */
    private double equalize(ChannelPath path, double[] sizes) {
        double[] factors = new double[path.channels()];
        double mean = 0;
        for (int c = 0; c < factors.length; c++) {
            double read = largestWeight(path, c);
            double factor = sizes[c] > 0 && read > 0 ? Math.sqrt(sizes[c] / read) : 1;
            factors[c] = Math.max(1 / LARGEST_FACTOR, Math.min(LARGEST_FACTOR, factor));
            mean += Math.log(factors[c]) / factors.length;
        }
        double moved = 0;
        for (int c = 0; c < factors.length; c++) {
            factors[c] /= Math.exp(mean);
            sizes[c] /= factors[c];
            moved = Math.max(moved, Math.abs(Math.log(factors[c])));
            for (ChannelPath.Reader reader : path.readers()) {
                multiply(reader, c, factors[c]);
            }
        }
        for (String constant :
                path.layer().inputs().subList(1, path.layer().inputs().size())) {
            if (!constant.isEmpty()) {
                float[] values = values(constant);
                int inner = values.length / factors.length;
                for (int i = 0; i < values.length; i++) {
                    values[i] /= (float) factors[i / inner];
                }
            }
        }
        return moved;
    }

    private double largestWeight(ChannelPath path, int channel) {
        double largest = 0;
        for (ChannelPath.Reader reader : path.readers()) {
            float[] values = values(weights(reader.node()));
            ChannelPath.Columns columns = columns(reader.node());
            int input = reader.first() + channel;
            for (int o = columns.firstOutput(input); o < columns.endOutput(input); o++) {
                int start = columns.start(o, input);
                for (int i = start; i < start + columns.inner(); i++) {
                    largest = Math.max(largest, Math.abs(values[i]));
                }
            }
        }
        return largest;
    }

    private void multiply(ChannelPath.Reader reader, int channel, double factor) {
        float[] values = values(weights(reader.node()));
        ChannelPath.Columns columns = columns(reader.node());
        int input = reader.first() + channel;
        for (int o = columns.firstOutput(input); o < columns.endOutput(input); o++) {
            int start = columns.start(o, input);
            for (int i = start; i < start + columns.inner(); i++) {
                values[i] *= (float) factor;
            }
        }
    }

    private ChannelPath.Columns columns(Node reader) {
        return new ChannelPath.Columns(reader, original(weights(reader)));
    }

    private static String weights(Node layer) {
        return layer.inputs().get(1);
    }
}
