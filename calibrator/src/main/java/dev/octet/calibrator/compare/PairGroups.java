package dev.octet.calibrator.compare;

import dev.octet.calibrator.group.TieGroups;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.place.Body;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pairs around a Q/DQ model's activations, in the groups that are left in float together: tensors of one tie group, and
 * what is inside of an activation function with what it makes.
 */
final class PairGroups {

    private static final Set<String> ACTIVATIONS = Set.of("Relu", "LeakyRelu", "Clip", "HardSwish", "PRelu", "Elu");

    private final Graph original;
    private final TieGroups ties;

    private PairGroups(Graph original) {
        this.original = original;
        this.ties = TieGroups.of(original, Body.of(original)::contains);
    }

    /** QuantizeLinear nodes of activations by group, in graph order; a group's key is its first tensor. */
    static Map<String, List<Node>> of(Graph original, Graph quantized) {
        PairGroups groups = new PairGroups(original);
        Map<String, List<Node>> pairs = new LinkedHashMap<>();
        for (Node node : ActivationPairs.in(quantized)) {
            pairs.computeIfAbsent(groups.key(node.inputs().get(0)), key -> new ArrayList<>())
                    .add(node);
        }
        return pairs;
    }

    private String key(String tensor) {
        String activated = activated(tensor);
        boolean known = original.producer(activated).isPresent()
                || original.inputs().stream().anyMatch(input -> input.name().equals(activated));
        return known ? ties.of(activated).name() : activated;
    }

    /** The output of the activation function that a tensor is inside of, or the tensor itself. */
    private String activated(String tensor) {
        Optional<Node> maker = original.producer(tensor);
        List<Node> readers = original.consumers(tensor);
        if (maker.isPresent() && maker.get().opType().equals("Sigmoid") && isReadBy(readers, "Mul")) {
            return readers.get(0).outputs().get(0);
        }
        if (maker.isEmpty() || !Body.isWeighted(maker.get())) {
            return tensor;
        }
        if (readers.size() == 1 && ACTIVATIONS.contains(readers.get(0).opType())) {
            return readers.get(0).outputs().get(0);
        }
        return readers.stream()
                .filter(reader -> reader.opType().equals("Mul")
                        && readers.size() == 2
                        && readers.stream().anyMatch(other -> other.opType().equals("Sigmoid")))
                .findFirst()
                .map(product -> product.outputs().get(0))
                .orElse(tensor);
    }

    private static boolean isReadBy(List<Node> readers, String operator) {
        return readers.size() == 1 && readers.get(0).opType().equals(operator);
    }

    /** Names of the nodes that read a pair's values, as {@code --exclude} takes them. */
    static Set<String> readers(Graph quantized, List<Node> pairs) {
        Set<String> names = new LinkedHashSet<>();
        for (Node pair : pairs) {
            for (Node reader : quantized.consumers(pair.outputs().get(0))) {
                addReaders(quantized, reader, names);
            }
        }
        return names;
    }

    private static void addReaders(Graph quantized, Node node, Set<String> names) {
        for (Node reader : quantized.consumers(node.outputs().get(0))) {
            if (node.opType().equals("DequantizeLinear")) {
                names.add(reader.name());
            } else {
                addReaders(quantized, reader, names);
            }
        }
    }
}
