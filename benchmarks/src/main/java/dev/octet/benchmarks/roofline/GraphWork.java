package dev.octet.benchmarks.roofline;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelCost;
import dev.octet.calibrator.model.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * What a graph has to do at least in one run.
 *
 * <p>Operations are those of Conv, ConvTranspose, Gemm and MatMul. Bytes assume that a backend fuses all that can be fused: a
 * layer reads its weights and its inputs once and writes its output once, in the type in which the next layer reads it;
 * elementwise operators are done as the layer before writes, so that only a second operand which something else made is read
 * again; Q and DQ, and operators that only rename or place values (Reshape, Concat, Split, Slice and the like), move nothing.
 * All else, such as pools and Resize, reads and writes. Nothing stays in a cache between layers, which small tensors do: a
 * figure above 100 % of such a bound is possible.
 *
 * @param layers nodes with work, in the order of the graph
 */
public record GraphWork(List<LayerWork> layers) {

    public GraphWork {
        layers = List.copyOf(layers);
    }

    /**
     * The work of this graph.
     *
     * @param graph with its sizes; an open batch counts as 1
     * @param floats what layers in float multiply when the graph has float32 there: FP16 for an engine that was built so
     */
    public static GraphWork of(Graph graph, Arithmetic floats) {
        ModelCost cost = ModelCost.of(graph);
        Traffic traffic = new Traffic(graph, floats);
        List<LayerWork> layers = new ArrayList<>();
        for (Node node : graph.nodes()) {
            long macs = cost.macsByNode().getOrDefault(node.id(), 0L);
            LayerWork work = new LayerWork(
                    node.name(),
                    traffic.arithmetic(node),
                    macs,
                    macs > 0 ? traffic.weights(node) : 0,
                    traffic.activations(node, macs > 0));
            if (work.macs() > 0 || work.bytes() > 0) {
                layers.add(work);
            }
        }
        return new GraphWork(layers);
    }

    /** The same for so many images in one run of a graph of open batch. */
    public GraphWork times(int images) {
        return new GraphWork(layers.stream().map(layer -> layer.times(images)).toList());
    }

    /** All operations. */
    public long macs() {
        return layers.stream().mapToLong(LayerWork::macs).sum();
    }

    /** Operations on numbers of this kind. */
    public long macs(Arithmetic arithmetic) {
        return layers.stream()
                .filter(layer -> layer.arithmetic() == arithmetic)
                .mapToLong(LayerWork::macs)
                .sum();
    }

    /** All that is read and written. */
    public long bytes() {
        return layers.stream().mapToLong(LayerWork::bytes).sum();
    }
}
