package dev.octet.calibrator.torchscript;

import dev.octet.bindings.libtorch.Windows;
import dev.octet.calibrator.finetune.WindowAttributes;
import dev.octet.calibrator.model.Attributes;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.Map;

/** Operators with weights or windows, over images: {@code [N, C, H, W]}; in floats. */
final class LayerRules {

    private static final int IMAGE_RANK = 4;
    private static final long[] NO_PADDING = new long[2];

    private LayerRules() {}

    static Map<String, ScriptRule> all() {
        return Map.of(
                "Conv",
                ScriptRule.of(LayerRules::convolution),
                "ConvTranspose",
                ScriptRule.of(LayerRules::transposed),
                "Gemm",
                ScriptRule.of(LayerRules::gemm),
                "MatMul",
                ScriptRule.of((c, node) -> "torch.matmul(" + c.read(node, 0) + ", " + c.read(node, 1) + ")"),
                "BatchNormalization",
                ScriptRule.of(LayerRules::batchNorm),
                "MaxPool",
                ScriptRule.of(LayerRules::maxPool),
                "AveragePool",
                ScriptRule.of(LayerRules::averagePool),
                "GlobalAveragePool",
                ScriptRule.of((c, node) -> "torch.mean(" + c.read(node, 0) + ", [2, 3], True)"),
                "GlobalMaxPool",
                ScriptRule.of((c, node) -> "torch.amax(" + c.read(node, 0) + ", [2, 3], True)"));
    }

    /** Rows and columns of the weights. */
    static long[] kernel(Conversion conversion, Node node) {
        TensorShape weights = conversion
                .shape(node.inputs().get(1))
                .filter(shape -> shape.rank() == IMAGE_RANK)
                .orElseThrow(() -> conversion.unsupported(node, "has weights that are not of four axes"));
        return new long[] {weights.dimension(2), weights.dimension(3)};
    }

    private static String convolution(Conversion conversion, Node node) {
        Windows windows = NodeWindows.of(conversion, node, kernel(conversion, node));
        String x = conversion.read(node, 0);
        boolean even = NodeWindows.isEven(windows);
        return "torch.conv2d(" + (even ? x : NodeWindows.padded(x, windows, 0)) + ", " + conversion.read(node, 1) + ", "
                + bias(conversion, node) + ", " + Literal.of(windows.strides()) + ", "
                + Literal.of(even ? windows.begins() : NO_PADDING) + ", " + Literal.of(windows.dilations()) + ", "
                + windows.groups() + ")";
    }

    private static String transposed(Conversion conversion, Node node) {
        Attributes attributes = node.attributes();
        boolean automatic = !attributes.text("auto_pad").orElse("NOTSET").equals("NOTSET");
        Windows windows = NodeWindows.of(conversion, node, kernel(conversion, node));
        if (automatic || attributes.has("output_shape") || !NodeWindows.isEven(windows)) {
            throw conversion.unsupported(node, "has padding that differs from side to side");
        }
        return "torch.conv_transpose2d(" + conversion.read(node, 0) + ", " + conversion.read(node, 1) + ", "
                + bias(conversion, node) + ", " + Literal.of(windows.strides()) + ", " + Literal.of(windows.begins())
                + ", " + Literal.of(WindowAttributes.pair(attributes, "output_padding", 0)) + ", " + windows.groups()
                + ", "
                + Literal.of(windows.dilations()) + ")";
    }

    private static String bias(Conversion conversion, Node node) {
        return conversion.has(node, 2) ? conversion.read(node, 2) : "None";
    }

    private static String gemm(Conversion conversion, Node node) {
        Attributes attributes = node.attributes();
        String product = "torch.matmul(" + turned(conversion, node, 0, "transA") + ", "
                + turned(conversion, node, 1, "transB") + ")";
        String scaled = scaled(product, attributes.number("alpha", 1));
        return conversion.has(node, 2)
                ? "torch.add(" + scaled + ", " + scaled(conversion.read(node, 2), attributes.number("beta", 1)) + ")"
                : scaled;
    }

    private static String turned(Conversion conversion, Node node, int index, String attribute) {
        String x = conversion.read(node, index);
        return node.attributes().integer(attribute, 0) == 1 ? "torch.t(" + x + ")" : x;
    }

    private static String scaled(String x, float factor) {
        return factor == 1 ? x : "torch.mul(" + x + ", " + Literal.of(factor) + ")";
    }

    private static String batchNorm(Conversion conversion, Node node) {
        return "torch.batch_norm(" + conversion.read(node, 0) + ", " + conversion.read(node, 1) + ", "
                + conversion.read(node, 2) + ", " + conversion.read(node, 3) + ", " + conversion.read(node, 4)
                + ", False, 0.0, " + Literal.of(node.attributes().number("epsilon", 1e-5f)) + ", False)";
    }

    private static String maxPool(Conversion conversion, Node node) {
        return maxPool(conversion, node, conversion.read(node, 0), true);
    }

    /**
     * The largest value of each window.
     *
     * @param x floats or integers
     * @param floats true when a border of the lowest float may be put around it
     */
    static String maxPool(Conversion conversion, Node node, String x, boolean floats) {
        Windows windows = NodeWindows.ofPool(conversion, node);
        boolean fits = NodeWindows.isHalfAtMost(windows);
        if (!fits && !floats) {
            throw new IllegalStateException("pool " + node.name() + " was not checked");
        }
        return "torch.max_pool2d(" + (fits ? x : NodeWindows.padded(x, windows, -Float.MAX_VALUE)) + ", "
                + Literal.of(windows.sizes()) + ", " + Literal.of(windows.strides()) + ", "
                + Literal.of(fits ? windows.begins() : NO_PADDING) + ", " + Literal.of(windows.dilations()) + ", "
                + ceiling(node) + ")";
    }

    private static String averagePool(Conversion conversion, Node node) {
        Windows windows = NodeWindows.ofPool(conversion, node);
        if (!NodeWindows.isHalfAtMost(windows)) {
            throw conversion.unsupported(node, "has padding that differs from side to side");
        }
        return "torch.avg_pool2d(" + conversion.read(node, 0) + ", " + Literal.of(windows.sizes()) + ", "
                + Literal.of(windows.strides()) + ", " + Literal.of(windows.begins()) + ", " + ceiling(node) + ", "
                + Literal.of(node.attributes().integer("count_include_pad", 0) == 1) + ", None)";
    }

    private static String ceiling(Node node) {
        return Literal.of(node.attributes().integer("ceil_mode", 0) == 1);
    }
}
