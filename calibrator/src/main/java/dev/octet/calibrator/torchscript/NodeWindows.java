package dev.octet.calibrator.torchscript;

import dev.octet.bindings.libtorch.Windows;
import dev.octet.calibrator.model.Attributes;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;

/** How a node's window goes over rows and columns. */
final class NodeWindows {

    private NodeWindows() {}

    /** The node's windows; {@code SAME} padding follows from the size of what it reads (ONNX specification of Conv). */
    static Windows of(Conversion conversion, Node node, long[] sizes) {
        Attributes attributes = node.attributes();
        long[] strides = pair(attributes, "strides", 1);
        long[] dilations = pair(attributes, "dilations", 1);
        long[] begins = new long[2];
        long[] ends = new long[2];
        List<Long> pads = attributes.integers("pads");
        String automatic = attributes.text("auto_pad").orElse("NOTSET");
        if (automatic.startsWith("SAME")) {
            TensorShape image = conversion
                    .shape(node.inputs().get(0))
                    .orElseThrow(() -> conversion.unsupported(node, "has auto_pad over an open size"));
            for (int i = 0; i < 2; i++) {
                long size = image.dimension(i + 2);
                long places = (size + strides[i] - 1) / strides[i];
                long all = Math.max(0, (places - 1) * strides[i] + (sizes[i] - 1) * dilations[i] + 1 - size);
                begins[i] = automatic.equals("SAME_UPPER") ? all / 2 : all - all / 2;
                ends[i] = all - begins[i];
            }
        } else if (!pads.isEmpty() && automatic.equals("NOTSET")) {
            begins = new long[] {pads.get(0), pads.get(1)};
            ends = new long[] {pads.get(2), pads.get(3)};
        }
        return new Windows(sizes, strides, begins, ends, dilations, attributes.integer("group", 1));
    }

    /** The window of a pool. */
    static Windows ofPool(Conversion conversion, Node node) {
        if (node.attributes().integers("kernel_shape").size() != 2) {
            throw conversion.unsupported(node, "is not over rows and columns");
        }
        return of(conversion, node, pair(node.attributes(), "kernel_shape", 1));
    }

    static long[] pair(Attributes attributes, String name, long otherwise) {
        List<Long> values = attributes.integers(name);
        return values.size() == 2 ? new long[] {values.get(0), values.get(1)} : new long[] {otherwise, otherwise};
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
