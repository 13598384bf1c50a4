package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Windows;
import dev.octet.calibrator.model.Attributes;
import java.util.List;
import java.util.function.Supplier;

/** How the attributes of a node say that its window goes over rows and columns (ONNX specification of Conv and MaxPool). */
public final class WindowAttributes {

    private WindowAttributes() {}

    /**
     * The node's windows; {@code SAME} padding follows from the size of what it reads.
     *
     * @param sizes height and width of the window
     * @param image shape of what is read, {@code [N, C, H, W]}; asked for with {@code SAME} padding only
     */
    public static Windows windows(Attributes attributes, long[] sizes, Supplier<long[]> image) {
        long[] strides = pair(attributes, "strides", 1);
        long[] dilations = pair(attributes, "dilations", 1);
        long[] begins = new long[2];
        long[] ends = new long[2];
        List<Long> pads = attributes.integers("pads");
        String automatic = attributes.text("auto_pad").orElse("NOTSET");
        if (automatic.startsWith("SAME")) {
            long[] shape = image.get();
            for (int i = 0; i < 2; i++) {
                long size = shape[i + 2];
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

    /** Two integers of one name, for rows and for columns. */
    public static long[] pair(Attributes attributes, String name, long otherwise) {
        List<Long> values = attributes.integers(name);
        return values.size() == 2 ? new long[] {values.get(0), values.get(1)} : new long[] {otherwise, otherwise};
    }
}
