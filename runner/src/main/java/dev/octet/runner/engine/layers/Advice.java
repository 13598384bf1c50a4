package dev.octet.runner.engine.layers;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to change in a model so that TensorRT fuses more of it into INT8 layers: NVIDIA's rules for the placement of Q/DQ,
 * each in one sentence.
 */
final class Advice {

    private static final Set<String> ACTIVATIONS = Set.of(
            "Relu",
            "LeakyRelu",
            "PRelu",
            "Clip",
            "Sigmoid",
            "HardSigmoid",
            "HardSwish",
            "Elu",
            "Tanh",
            "Softplus",
            "Mish",
            "Gelu");
    private static final Set<String> COPIES = Set.of(
            "MaxPool",
            "Resize",
            "Upsample",
            "Reshape",
            "Transpose",
            "Slice",
            "Split",
            "Pad",
            "Flatten",
            "Squeeze",
            "Unsqueeze",
            "Gather",
            "DepthToSpace",
            "SpaceToDepth");
    private static final Set<String> AVERAGES = Set.of("AveragePool", "GlobalAveragePool", "ReduceMean");
    private static final Set<String> SUMS = Set.of("Add", "Sub");

    private Advice() {}

    /** For float layers, by where they are and by the operator among them that matters most. */
    static String region(
            FloatRegion.Place place,
            List<OnnxNode> nodes,
            Collection<OnnxNode> before,
            boolean pairInFront,
            String layer) {
        return switch (place) {
            case HEAD -> "Keep as is: head; nothing behind it runs in INT8.";
            case ALONE -> "Nothing, if this part is left in float on purpose: no INT8 layer is connected to it.";
            case STEM ->
                weighted(nodes)
                        .map(node -> "Keep as is where accuracy needs it, else put Q/DQ on both inputs of "
                                + node.title() + ".")
                        .orElse("Keep as is: it comes before the first quantized layer.");
            case ISLAND, MIXED -> inside(nodes, before, pairInFront, layer);
        };
    }

    private static String inside(List<OnnxNode> nodes, Collection<OnnxNode> before, boolean pairInFront, String layer) {
        Optional<OnnxNode> weighted = weighted(nodes);
        if (weighted.isPresent()) {
            return "Put Q/DQ on both inputs of " + weighted.get().title() + ", its activation and its weights.";
        }
        return joined(nodes, before, pairInFront)
                .orElseGet(() -> first(nodes, COPIES)
                        .map(node -> "Put Q/DQ with one scale on the input and the output of " + node.title() + ".")
                        .or(() -> first(nodes, AVERAGES)
                                .map(node -> "Quantize the input and the output of " + node.title() + ", or neither."))
                        .orElse("Quantize the inputs and the outputs of " + title(nodes, layer)
                                + ", or keep as is if INT8 costs accuracy there."));
    }

    /** Concat, Add and activations: where a pair in the wrong place is the usual reason. */
    private static Optional<String> joined(
            Collection<OnnxNode> nodes, Collection<OnnxNode> before, boolean pairInFront) {
        Optional<OnnxNode> concat = first(nodes, Set.of("Concat"));
        if (concat.isPresent()) {
            return concat.map(node -> "Put one scale on all inputs and on the output of " + node.title() + ".");
        }
        Optional<OnnxNode> activation = first(nodes, ACTIVATIONS);
        Optional<OnnxNode> layer = weighted(before);
        if (activation.isPresent() && layer.isPresent() && weighted(nodes).isEmpty()) {
            return Optional.of(
                    pairInFront
                            ? "Remove the Q/DQ between " + layer.get().title() + " and "
                                    + activation.get().title() + ", and quantize behind the activation."
                            : "Keep the Q/DQ: TensorRT did not fuse "
                                    + activation.get().title() + " into "
                                    + layer.get().title()
                                    + ", which depends on the activation and on the GPU.");
        }
        return first(nodes, SUMS)
                .map(node -> "Quantize the residual branch of " + node.title()
                        + ", not the edge from the convolution in front of it.");
    }

    /** For a Q that no layer took in. */
    static String quantize(
            boolean readsNetwork,
            Collection<OnnxNode> before,
            Collection<OnnxNode> integerBefore,
            Collection<OnnxNode> behind) {
        if (readsNetwork && before.isEmpty()) {
            return "Keep as is: the network's input becomes INT8 here, once.";
        }
        return joined(before, List.of(), false)
                .or(() -> first(behind, Set.of("Concat"))
                        .map(node -> "Put one scale on all inputs and on the output of " + node.title() + "."))
                .or(() -> weighted(integerBefore)
                        .map(node -> "Give all that read " + node.title()
                                + " a Q/DQ of one scale: it writes float because one of them, often a residual branch,"
                                + " has none."))
                .orElseGet(() -> "Quantize " + title(before, "the layer in front of it")
                        + " as well, so that it writes INT8 itself.");
    }

    /** For a DQ that no layer took in. */
    static String dequantize(
            Collection<OnnxNode> before,
            Collection<OnnxNode> behind,
            Collection<OnnxNode> floatBehind,
            boolean integerBehind) {
        Optional<OnnxNode> sum = first(behind, SUMS);
        if (sum.isPresent() && weighted(behind).isPresent()) {
            return "Quantize what follows " + sum.get().title()
                    + " as well: its residual branch is INT8 and is read in float because the sum is written in float.";
        }
        Optional<String> cause = joined(behind, before, true);
        if (cause.isPresent() && (integerBehind || (weighted(before).isPresent() && hasActivation(behind)))) {
            return cause.get();
        }
        if (!integerBehind) {
            return "Keep as is: INT8 ends here, what is behind it runs in float.";
        }
        return weighted(floatBehind)
                .map(node -> "Put Q/DQ on the weights of " + node.title() + " as well: only its activation has a pair.")
                .orElseGet(() -> "Quantize " + title(behind, "the layer behind it") + " as well.");
    }

    private static boolean hasActivation(Collection<OnnxNode> nodes) {
        return first(nodes, ACTIVATIONS).isPresent();
    }

    /** For a copy into another layout or type. */
    static String reformat(EngineLayer layer, boolean reads, boolean writes, Collection<OnnxNode> around) {
        LayerPrecision from = layer.from();
        LayerPrecision to = layer.to();
        if (reads) {
            return "Keep as is: the network's input is brought into the first layer's format.";
        }
        if (writes) {
            return "Keep as is: the network's output is brought into the format that the caller reads.";
        }
        Optional<OnnxNode> concat = first(around, Set.of("Concat"));
        if (concat.isPresent() && (from == LayerPrecision.INT8 || to == LayerPrecision.INT8)) {
            return "Put one scale on all inputs and on the output of "
                    + concat.get().title() + ".";
        }
        if (from.isFloat() && to.isFloat() && from != to) {
            return "Give the layers on both sides one float type: convert what is in " + LayerPrecision.FP32.title()
                    + " to FP16.";
        }
        if (from == to) {
            return "Keep as is: its neighbours want different layouts; only quantizing both or neither avoids the copy.";
        }
        return "Quantize the layers on both sides, or neither.";
    }

    private static Optional<OnnxNode> weighted(Collection<OnnxNode> nodes) {
        return nodes.stream().filter(OnnxNode::isWeighted).findFirst();
    }

    private static Optional<OnnxNode> first(Collection<OnnxNode> nodes, Set<String> operators) {
        return nodes.stream()
                .filter(node -> operators.contains(node.operator()))
                .findFirst();
    }

    private static String title(Collection<OnnxNode> nodes, String otherwise) {
        return Stream.concat(
                        nodes.stream().filter(node -> !node.operator().isEmpty() && !node.isQuantization()),
                        nodes.stream().filter(node -> !node.isQuantization()))
                .findFirst()
                .map(OnnxNode::title)
                .orElse(otherwise);
    }
}
