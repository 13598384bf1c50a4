package dev.octet.calibrator.repair;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Moves what a channel never falls below into the biases of the convolutions that read it: with {@code c = max(0, min x)}
 * the activation {@code f(x - c) = f(x) - c} keeps its shape and loses c of its range. Source: Nagel et al., Data-Free
 * Quantization Through Weight Equalization and Bias Correction, 2019, section 4.1.3, with the least value that samples
 * show in place of the mean less three deviations. Only where every reader is without padding: zeros at a border would not
 * stand for c.
 */
public final class BiasAbsorption {

    private final OnnxModel model;
    private final Map<Node, float[]> biases = new LinkedHashMap<>();

    private BiasAbsorption(OnnxModel model) {
        this.model = model;
    }

    /**
     * Absorbs.
     *
     * @param model the float model
     * @param samples inputs to take the least values from
     */
    public static OnnxModel apply(OnnxModel model, List<Map<String, FloatTensor>> samples) {
        List<ChannelPath> paths = ChannelPath.of(model.graph()).stream()
                .filter(path -> path.readers().stream().noneMatch(reader -> isPadded(reader.node())))
                .toList();
        if (paths.isEmpty() || samples.isEmpty()) {
            return model;
        }
        return new BiasAbsorption(model).absorbed(paths, samples);
    }

    private static boolean isPadded(Node reader) {
        return reader.attributes().text("auto_pad").orElse("").startsWith("SAME")
                || reader.attributes().integers("pads").stream().anyMatch(pad -> pad != 0);
    }

    private OnnxModel absorbed(List<ChannelPath> paths, List<Map<String, FloatTensor>> samples) {
        Map<String, ChannelRanges> ranges = new LinkedHashMap<>();
        paths.forEach(path -> ranges.put(path.layer().outputs().get(0), new ChannelRanges(path.channels())));
        ChannelSurvey.add(model, samples, ranges);
        for (ChannelPath path : paths) {
            ChannelRanges before = ranges.get(path.layer().outputs().get(0));
            for (int c = 0; before != null && c < path.channels(); c++) {
                if (before.min(c) > 0 && Float.isFinite(before.min(c))) {
                    absorb(path, c, before.min(c));
                }
            }
        }
        ModelEditor editor = model.edit();
        biases.forEach((layer, bias) -> {
            String name = layer.inputOrEmpty(2).isEmpty() ? layer.outputs().get(0) + "_bias" : layer.inputOrEmpty(2);
            editor.addInitializer(Initializer.ofFloats(name, bias, bias.length));
            editor.replaceInput(layer, 2, name);
        });
        return editor.build();
    }

    private void absorb(ChannelPath path, int channel, float least) {
        bias(path.layer())[channel] -= least;
        for (ChannelPath.Reader reader : path.readers()) {
            Initializer weights = weights(reader.node());
            float[] values = weights.floats();
            float[] bias = bias(reader.node());
            ChannelPath.Columns columns = new ChannelPath.Columns(reader.node(), weights);
            int input = reader.first() + channel;
            for (int o = columns.firstOutput(input); o < columns.endOutput(input); o++) {
                double sum = 0;
                int start = columns.start(o, input);
                for (int i = start; i < start + columns.inner(); i++) {
                    sum += values[i];
                }
                bias[o] += (float) (sum * least);
            }
        }
    }

    private Initializer weights(Node layer) {
        return model.graph().initializer(layer.inputs().get(1)).orElseThrow();
    }

    private float[] bias(Node layer) {
        return biases.computeIfAbsent(
                layer,
                node -> Stream.of(node.inputOrEmpty(2))
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .map(name ->
                                model.graph().initializer(name).orElseThrow().floats())
                        .orElseGet(() -> new float[(int) weights(node).shape().dimension(0)]));
    }
}
