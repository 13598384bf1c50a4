package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Operators that give the same values another shape or order. Most change nothing in memory, and become no operator. */
final class RearrangingRules {

    private RearrangingRules() {}

    /** Reshape and its like: RESHAPE, in whatever layout the tensor stands in, if the values may stay where they are. */
    static void reshape(Conversion conversion, Node node) {
        String input = node.inputs().get(0);
        String output = node.outputs().get(0);
        TensorShape before = conversion.shape(input);
        TensorShape after = conversion.shape(output);
        Layout layout = conversion.layout(input);
        Layout kept = layout.reshaped(before, after).orElse(null);
        if (kept == null) {
            layout = Layout.plain(before.rank());
            kept = Layout.plain(after.rank());
        }
        Numbers numbers = conversion.numbers(node, input);
        int read = conversion.read(node, input, layout);
        int made = conversion.make(output, kept, numbers);
        int[] sizes = kept.stored(after);
        conversion
                .lite()
                .operator(
                        BuiltinOperator.RESHAPE,
                        1,
                        new int[] {read, conversion.lite().integers(sizes)},
                        new int[] {made},
                        Options.reshape(sizes));
    }

    /** Transpose: no operator. Whoever reads it and wants another layout moves it. */
    static void transpose(Conversion conversion, Node node) {
        String input = node.inputs().get(0);
        Layout layout = conversion.layout(input);
        List<Integer> permutation = new ArrayList<>();
        node.attributes().integers("perm").forEach(axis -> permutation.add(Math.toIntExact(axis)));
        if (permutation.isEmpty()) {
            permutation.addAll(Layout.plain(layout.rank()).axes());
            Collections.reverse(permutation);
        }
        rename(conversion, node, layout.transposed(permutation));
    }

    /** Identity: no operator. */
    static void identity(Conversion conversion, Node node) {
        rename(conversion, node, conversion.layout(node.inputs().get(0)));
    }

    private static void rename(Conversion conversion, Node node, Layout layout) {
        String output = node.outputs().get(0);
        Value value = conversion.values().of(node.inputs().get(0));
        conversion.values().put(output, conversion.shape(output), new Value(value.tensor(), layout, value.numbers()));
    }
}
