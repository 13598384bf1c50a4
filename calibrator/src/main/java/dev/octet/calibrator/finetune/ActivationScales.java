package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.FakeQuantization.Learned;
import dev.octet.bindings.libtorch.Layout;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.calibrator.group.CopyOperators;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.Edge;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.QuantizedTensor;
import dev.octet.calibrator.place.RangeSource;
import dev.octet.calibrator.rewrite.RewriteRequest;
import dev.octet.calibrator.scheme.QuantizationParameters;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The scales of the tensors that get a Q/DQ pair: one logarithm for all tensors whose ranges have one source, such as a tie
 * group. Ranges that are known without looking, and those of images, stay as they are.
 */
final class ActivationScales {

    private final RewriteRequest request;
    private final Map<String, Integer> learned = new HashMap<>();
    private final Map<String, String> tensorOfEdge = new HashMap<>();
    private final Tensor logarithms;

    ActivationScales(Graph graph, RewriteRequest request, TensorScope scope) {
        this.request = request;
        Placement placement = request.placement();
        Map<String, String> keys = new HashMap<>();
        Map<String, Integer> indices = new LinkedHashMap<>();
        for (QuantizedTensor placed : placement.tensors()) {
            String key = placed.range().key();
            keys.put(placed.tensor(), key);
            if (isLearned(placed.range())) {
                indices.putIfAbsent(key, indices.size());
                learned.put(placed.tensor(), indices.get(key));
            }
        }
        for (QuantizedTensor placed : placement.tensors()) {
            placed.readers().forEach(edge -> tensorOfEdge.put(key(edge.reader(), edge.inputIndex()), placed.tensor()));
        }
        Set<String> already = new LinkedHashSet<>();
        for (QuantizedTensor placed : placement.tensors()) {
            if (copiesQuantized(graph, placed, keys)) {
                already.add(placed.tensor());
            }
        }
        tensorOfEdge.values().removeIf(already::contains);
        this.logarithms = scope.floats(new float[Math.max(1, indices.size())], Math.max(1, indices.size()));
    }

    private static boolean isLearned(RangeSource source) {
        return !(source instanceof RangeSource.Fixed)
                && !(source instanceof RangeSource.Observed observed && observed.bounded());
    }

    /** True when the tensor only repeats values that went through the same rounding on their way into its maker. */
    private boolean copiesQuantized(Graph graph, QuantizedTensor placed, Map<String, String> keys) {
        String key = placed.range().key();
        Optional<Node> maker = graph.producer(placed.tensor()).filter(CopyOperators::copies);
        if (maker.isEmpty()) {
            return false;
        }
        for (int i = 0; i < CopyOperators.sources(maker.get()).size(); i++) {
            String read = tensorOfEdge.get(key(maker.get(), i));
            if (read == null || !key.equals(keys.get(read))) {
                return false;
            }
        }
        return true;
    }

    /** Nodes keep their outputs' names when a graph is edited, which their numbers need not. */
    static String key(Node reader, int index) {
        return reader.outputs().get(0) + "#" + index;
    }

    static String key(Edge edge) {
        return key(edge.reader(), edge.inputIndex());
    }

    /** The placed tensor that an input of a node reads, if any. */
    Optional<String> tensorAt(Node reader, int index) {
        return Optional.ofNullable(tensorOfEdge.get(key(reader, index)));
    }

    /** What is trained: a logarithm for each source of ranges. */
    Tensor logarithms() {
        return logarithms;
    }

    /** How a tensor is rounded with these values of the logarithms. */
    QuantizationParameters parameters(String tensor, float[] values) {
        QuantizationParameters start =
                Objects.requireNonNull(request.activations().get(tensor), tensor);
        Integer index = learned.get(tensor);
        return index == null
                ? start
                : new QuantizationParameters(
                        (float) (start.scale() * Math.exp(values[index])), start.zeroPoint(), start.format());
    }

    /** What the gradient of a tensor's scale goes to. */
    Optional<Learned> learned(String tensor, long elements, TensorScope step) {
        Integer index = learned.get(tensor);
        if (index == null || !logarithms.hasGradient()) {
            return Optional.empty();
        }
        int highest = parameters(tensor, new float[(int) logarithms.elementCount()])
                .format()
                .max();
        double factor = 1 / Math.sqrt((double) elements * highest);
        return Optional.of(new Learned(Layout.in(step).slice(logarithms, 0, index, index + 1L, 1), factor));
    }
}
