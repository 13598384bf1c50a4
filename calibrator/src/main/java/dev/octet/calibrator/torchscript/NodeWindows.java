package dev.octet.calibrator.torchscript;

import dev.octet.bindings.libtorch.Windows;
import dev.octet.calibrator.finetune.WindowAttributes;
import dev.octet.calibrator.model.Node;

/** How a node's window goes over rows and columns. */
final class NodeWindows {

    private NodeWindows() {}

    /** The node's windows; {@code SAME} padding follows from the size of what it reads (ONNX specification of Conv). */
    static Windows of(Conversion conversion, Node node, long[] sizes) {
        return WindowAttributes.windows(
                node.attributes(),
                sizes,
                () -> conversion
                        .shape(node.inputs().get(0))
                        .orElseThrow(() -> conversion.unsupported(node, "has auto_pad over an open size"))
                        .toArray());
    }

    /** The window of a pool. */
    static Windows ofPool(Conversion conversion, Node node) {
        if (node.attributes().integers("kernel_shape").size() != 2) {
            throw conversion.unsupported(node, "is not over rows and columns");
        }
        return of(conversion, node, WindowAttributes.pair(node.attributes(), "kernel_shape", 1));
    }

    static boolean isEven(Windows windows) {
        return windows.begins()[0] == windows.ends()[0] && windows.begins()[1] == windows.ends()[1];
    }

    /** libtorch's pools take at most half a window on each side. */
    static boolean isHalfAtMost(Windows windows) {
        return isEven(windows)
                && 2 * windows.begins()[0] <= windows.sizes()[0]
                && 2 * windows.begins()[1] <= windows.sizes()[1];
    }

    /** The same over what has its padding already. */
    static Windows withoutPadding(Windows windows) {
        return new Windows(
                windows.sizes(), windows.strides(), new long[2], new long[2], windows.dilations(), windows.groups());
    }

    /** The expression with a border around it, last axis first. */
    static String padded(String x, Windows windows, double value) {
        return "torch.constant_pad_nd(" + x + ", "
                + Literal.of(windows.begins()[1], windows.ends()[1], windows.begins()[0], windows.ends()[0]) + ", "
                + Literal.of(value) + ")";
    }
}
