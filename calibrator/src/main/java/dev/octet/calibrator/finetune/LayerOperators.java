package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.Windows;
import dev.octet.calibrator.model.Attributes;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators with weights or windows, over images: {@code [N, C, H, W]}. */
final class LayerOperators {

    private static final int IMAGE_RANK = 4;

    private LayerOperators() {}

    static Map<String, TorchOperator> all() {
        return Map.of(
                "Conv",
                TorchOperator.of(LayerOperators::convolution).where(LayerOperators::notImages),
                "ConvTranspose",
                TorchOperator.of(LayerOperators::transposed).where(LayerOperators::unevenTransposed),
                "Gemm",
                TorchOperator.of(LayerOperators::gemm),
                "MatMul",
                TorchOperator.of(run -> run.layers().product(run.input(0), run.input(1))),
                "BatchNormalization",
                TorchOperator.of(LayerOperators::batchNorm).where(LayerOperators::severalOutputs),
                "MaxPool",
                TorchOperator.of(run -> run.layers().maxPool(run.input(0), windows(run, kernel(run)), isCeiling(run)))
                        .where(LayerOperators::severalOutputs),
                "AveragePool",
                TorchOperator.of(LayerOperators::averagePool).where(LayerOperators::unevenPool),
                "GlobalAveragePool",
                TorchOperator.of(run -> run.arithmetic().mean(run.input(0), true, 2, 3)),
                "GlobalMaxPool",
                TorchOperator.of(run -> run.arithmetic().maximum(run.input(0), true, 2, 3)));
    }

    private static Tensor convolution(NodeRun run) {
        long[] weights = run.input(1).shape();
        return run.layers().convolution(run.input(0), run.input(1), run.optional(2), windows(run, new long[] {
            weights[2], weights[3]
        }));
    }

    private static Tensor transposed(NodeRun run) {
        long[] weights = run.input(1).shape();
        return run.layers()
                .transposedConvolution(
                        run.input(0),
                        run.input(1),
                        run.optional(2),
                        windows(run, new long[] {weights[2], weights[3]}),
                        WindowAttributes.pair(run.attributes(), "output_padding", 0));
    }

    private static Tensor gemm(NodeRun run) {
        Attributes attributes = run.attributes();
        Tensor a = attributes.integer("transA", 0) == 1 ? run.layout().permuted(run.input(0), 1, 0) : run.input(0);
        Tensor b = attributes.integer("transB", 0) == 1 ? run.layout().permuted(run.input(1), 1, 0) : run.input(1);
        Tensor product = run.layers().product(a, b);
        float alpha = attributes.number("alpha", 1);
        Tensor scaled = alpha == 1 ? product : run.arithmetic().scaled(product, alpha);
        if (run.optional(2).isEmpty()) {
            return scaled;
        }
        float beta = attributes.number("beta", 1);
        Tensor bias = beta == 1 ? run.input(2) : run.arithmetic().scaled(run.input(2), beta);
        return run.arithmetic().add(scaled, bias);
    }

    private static Tensor batchNorm(NodeRun run) {
        return run.layers()
                .batchNorm(
                        run.input(0),
                        run.input(1),
                        run.input(2),
                        run.input(3),
                        run.input(4),
                        run.attributes().number("epsilon", 1e-5f));
    }

    private static Tensor averagePool(NodeRun run) {
        return run.layers()
                .averagePool(
                        run.input(0),
                        windows(run, kernel(run)),
                        isCeiling(run),
                        run.attributes().integer("count_include_pad", 0) == 1);
    }

    private static long[] kernel(NodeRun run) {
        return WindowAttributes.pair(run.attributes(), "kernel_shape", 1);
    }

    private static boolean isCeiling(NodeRun run) {
        return run.attributes().integer("ceil_mode", 0) == 1;
    }

    private static Windows windows(NodeRun run, long[] sizes) {
        return WindowAttributes.windows(
                run.attributes(), sizes, () -> run.input(0).shape());
    }

    private static Optional<String> notImages(Graph graph, Node node) {
        return graph.shape(node.inputs().get(1))
                .filter(shape -> shape.rank() != IMAGE_RANK)
                .map(shape -> "weights " + shape);
    }

    private static Optional<String> unevenTransposed(Graph graph, Node node) {
        boolean automatic = !node.attributes().text("auto_pad").orElse("NOTSET").equals("NOTSET");
        if (automatic || isUneven(node) || node.attributes().has("output_shape")) {
            return Optional.of("padding that differs from side to side");
        }
        return notImages(graph, node);
    }

    private static Optional<String> unevenPool(Graph graph, Node node) {
        boolean same = node.attributes().text("auto_pad").orElse("NOTSET").startsWith("SAME");
        return same || isUneven(node) ? Optional.of("padding that differs from side to side") : Optional.empty();
    }

    private static boolean isUneven(Node node) {
        List<Long> pads = node.attributes().integers("pads");
        return pads.size() == 4
                && !(pads.get(0).equals(pads.get(2)) && pads.get(1).equals(pads.get(3)));
    }

    private static Optional<String> severalOutputs(Graph graph, Node node) {
        long used = node.outputs().stream().filter(output -> !output.isEmpty()).count();
        return used > 1 ? Optional.of(used + " outputs") : Optional.empty();
    }
}
