package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Activations;
import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Layers;
import dev.octet.bindings.libtorch.Layout;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import dev.octet.calibrator.model.Attributes;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node while it is computed. */
final class NodeRun {

    private final Graph graph;
    private final Node node;
    private final List<Optional<Tensor>> inputs;
    private final TensorScope scope;

    NodeRun(Graph graph, Node node, List<Optional<Tensor>> inputs, TensorScope scope) {
        this.graph = graph;
        this.node = node;
        this.inputs = inputs;
        this.scope = scope;
    }

    Node node() {
        return node;
    }

    Attributes attributes() {
        return node.attributes();
    }

    TensorScope scope() {
        return scope;
    }

    int inputCount() {
        return inputs.size();
    }

    Tensor input(int index) {
        return optional(index)
                .orElseThrow(() -> new IllegalStateException("node " + node.name() + " has no input " + index));
    }

    Optional<Tensor> optional(int index) {
        return index < inputs.size() ? inputs.get(index) : Optional.empty();
    }

    /** The integers of an input: shapes, axes, indices. */
    long[] longs(int index) {
        return graph.initializer(node.inputs().get(index))
                .map(Initializer::longs)
                .orElseGet(() -> input(index).longs());
    }

    /** The integers of an input, or of the attribute of that name, or none. */
    long @Nullable [] longsOrNull(int index, String attribute) {
        if (!node.inputOrEmpty(index).isEmpty()) {
            return longs(index);
        }
        return attributes().has(attribute)
                ? attributes().integers(attribute).stream()
                        .mapToLong(Long::longValue)
                        .toArray()
                : null;
    }

    /** A number that an input holds, or another where it is left out. */
    double number(int index, double otherwise) {
        return optional(index).map(Tensor::item).orElse(otherwise);
    }

    /** An axis of an input, counted from 0. */
    long axis(long axis, int input) {
        return axis < 0 ? axis + input(input).rank() : axis;
    }

    Arithmetic arithmetic() {
        return Arithmetic.in(scope);
    }

    Activations activations() {
        return Activations.in(scope);
    }

    Layers layers() {
        return Layers.in(scope);
    }

    Layout layout() {
        return Layout.in(scope);
    }
}
