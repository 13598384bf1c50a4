package dev.octet.calibrator.half;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.OnnxModel;
import java.util.List;

/**
 * A model in half precision wherever it was in float32: for runtimes that take every type from the graph, such as TensorRT
 * with a strongly typed network, where what is float32 in the file runs in float32. Float32 constants become half
 * precision, each value the nearest, of two the even one; so do the scales of Q/DQ nodes, which gives the outputs of
 * DequantizeLinear that type (ONNX operator set 19 and later; a model with Q/DQ is raised to it). Integers stay as they
 * are. Where half precision and float32 meet there is a Cast.
 *
 * <p>What stays in float32, with its reason in {@link #kept()}: operators that the ONNX specification or TensorRT defines for
 * float32 (NonMaxSuppression, TopK, Range, recurrent ones), those of other operator sets and graphs inside of nodes;
 * computations with sizes; the selection of boxes behind the last layer with weights; nodes with a constant beyond 65504 or
 * so small that it would lose bits or become zero; nodes that the caller names. The scales of a Resize stay float32, its
 * image does not. Activations beyond 65504 become infinite; whether there are any is not looked at.
 *
 * <p>Applied to its own result it changes nothing.
 *
 * @param model the model
 * @param kept the nodes that stay in float32, in graph order
 */
public record HalfPrecisionModel(OnnxModel model, List<KeptNode> kept) {

    private static final int HALF_SCALES_OPSET = 19;

    public HalfPrecisionModel {
        kept = List.copyOf(kept);
    }

    /** The model in half precision, its inputs and outputs as they are. */
    public static HalfPrecisionModel of(OnnxModel model) {
        return of(model, HalfOptions.defaults());
    }

    /**
     * The model in half precision.
     *
     * @param model a float model or one with Q/DQ; not changed
     * @param options what stays in float32
     * @throws IllegalArgumentException when a node that is to stay in float32 is not there
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when a model with Q/DQ cannot be raised to
     *     operator set 19
     */
    public static HalfPrecisionModel of(OnnxModel model, HalfOptions options) {
        OnnxModel raised = hasPairs(model.graph()) ? model.upgradedTo(HALF_SCALES_OPSET) : model;
        checkNames(raised.graph(), options);
        TensorTypes types = TensorTypes.of(raised.graph());
        HalfDecisions decisions = HalfDecisions.of(raised.graph(), types, options);
        return new HalfPrecisionModel(
                new HalfRewriting(raised, types, decisions, options).rewritten(), decisions.kept());
    }

    private static boolean hasPairs(Graph graph) {
        return graph.nodes().stream()
                .anyMatch(node -> node.domain().isEmpty()
                        && (node.opType().equals("QuantizeLinear")
                                || node.opType().equals("DequantizeLinear")));
    }

    private static void checkNames(Graph graph, HalfOptions options) {
        for (String name : options.floatNodes()) {
            if (graph.nodes().stream().noneMatch(node -> node.name().equals(name))) {
                throw new IllegalArgumentException("floatNodes has '" + name + "', which is no node of the model");
            }
        }
    }
}
