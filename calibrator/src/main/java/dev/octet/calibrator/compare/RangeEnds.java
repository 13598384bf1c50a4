package dev.octet.calibrator.compare;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.group.CopyOperators;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.observe.Histogram;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.place.QuantizedTensor;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How much of a quantized network's activations is at the ends of their ranges: the share of values with the largest or the
 * least integer, the zero point left out, as a mean over tensors. Where images are unlike those that the ranges come from, it
 * is larger than it was on those.
 */
public final class RangeEnds {

    /** In a quantized model's metadata: the share on the images that it was calibrated on. */
    public static final String KEY = "octet.activations.at-ends";

    private static final int BYTE_VALUES = 256;

    private RangeEnds() {}

    /** The share that the calibration saw, as text for the metadata. */
    public static String expected(
            Graph graph,
            List<QuantizedTensor> tensors,
            Map<String, QuantizationParameters> parameters,
            Function<String, TensorStatistics> statistics) {
        double sum = 0;
        int count = 0;
        for (QuantizedTensor tensor : tensors) {
            QuantizationParameters chosen = parameters.get(tensor.tensor());
            if (chosen != null && isCounted(graph, tensor.tensor())) {
                sum += share(statistics.apply(tensor.tensor()).histogram(), chosen);
                count++;
            }
        }
        return String.format(Locale.ROOT, "%.6f", count == 0 ? 0 : sum / count);
    }

    /** What activation functions and sums make: the range of what goes into an activation follows from these. */
    private static boolean isCounted(Graph graph, String tensor) {
        return graph.producer(tensor)
                .filter(node -> !Body.isWeighted(node)
                        && !CopyOperators.copies(node)
                        && !node.opType().equals("Sigmoid"))
                .isPresent();
    }

    private static double share(Histogram histogram, QuantizationParameters parameters) {
        int zero = parameters.zeroPoint();
        double high = (parameters.format().max() - 0.5 - zero) * parameters.scale();
        double low = parameters.format().min() == zero
                ? Double.NEGATIVE_INFINITY
                : (parameters.format().min() + 0.5 - zero) * parameters.scale();
        long ends = 0;
        for (int bin = histogram.firstBin(); bin < histogram.endBin(); bin++) {
            double middle = (bin + 0.5) * histogram.binWidth();
            ends += middle > high || middle < low ? histogram.count(bin) : 0;
        }
        return histogram.isEmpty() ? 0 : (double) ends / histogram.total();
    }

    /** The share on the images that a quantized model was calibrated on, where it says so. */
    public static OptionalDouble expected(OnnxModel quantized) {
        String text = quantized.metadata(KEY).orElse("");
        return text.matches("\\d+\\.\\d+") ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    /** The share on other images. */
    public static double seen(OnnxModel quantized, List<Map<String, FloatTensor>> samples) {
        Map<String, long[]> counts = new LinkedHashMap<>();
        Map<String, Integer> zeroPoints = new LinkedHashMap<>();
        ModelEditor editor = quantized.edit();
        editor.removeOutputs();
        for (Node node : ActivationPairs.in(quantized.graph())) {
            Initializer zero =
                    quantized.graph().initializer(node.inputOrEmpty(2)).orElse(null);
            if (zero != null && isCounted(quantized.graph(), node.inputs().get(0))) {
                String output = node.outputs().get(0);
                boolean signed = zero.type() == TensorType.INT8;
                editor.addOutput(output, zero.type());
                counts.put(output, new long[BYTE_VALUES]);
                zeroPoints.put(output, signed ? zero.bytes()[0] - Byte.MIN_VALUE : Byte.toUnsignedInt(zero.bytes()[0]));
            }
        }
        if (counts.isEmpty() || samples.isEmpty()) {
            return 0;
        }
        editor.cutTo(counts.keySet());
        try (InferenceSession session = ModelSession.open(editor.build(), SessionOptions.defaults())) {
            samples.forEach(sample -> count(session, sample, quantized, counts));
        }
        return counts.entrySet().stream()
                .mapToDouble(entry -> share(entry.getValue(), zeroPoints.getOrDefault(entry.getKey(), 0)))
                .average()
                .orElse(0);
    }

    private static void count(
            InferenceSession session,
            Map<String, FloatTensor> sample,
            OnnxModel quantized,
            Map<String, long[]> counts) {
        Map<String, HostTensor> inputs = HostTensors.of(sample);
        session.run(inputs).forEach((name, tensor) -> {
            long[] seen = counts.get(name);
            if (seen != null) {
                int offset = isSigned(quantized.graph(), name) ? -Byte.MIN_VALUE : 0;
                ByteBuffer values = tensor.bytes();
                for (int i = 0; i < values.limit(); i++) {
                    seen[offset == 0 ? Byte.toUnsignedInt(values.get(i)) : values.get(i) + offset]++;
                }
            }
            tensor.close();
        });
        inputs.values().forEach(HostTensor::close);
    }

    private static boolean isSigned(Graph graph, String integers) {
        Node pair = graph.producer(integers).orElseThrow();
        return graph.initializer(pair.inputOrEmpty(2)).orElseThrow().type() == TensorType.INT8;
    }

    private static double share(long[] counts, int zero) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        long ends = zero == BYTE_VALUES - 1 ? 0 : counts[BYTE_VALUES - 1];
        ends += zero == 0 ? 0 : counts[0];
        return total == 0 ? 0 : (double) ends / total;
    }
}
