package dev.octet.calibrator.torchscript;

import dev.octet.calibrator.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that move values and do not change them: the same for floats and integers. */
final class LayoutRules {

    private LayoutRules() {}

    /** An expression over one tensor. */
    @FunctionalInterface
    interface Move {
        /** What becomes of {@code x}. */
        String of(Conversion conversion, Node node, String x);
    }

    static Map<String, ScriptRule> all() {
        Map<String, ScriptRule> all = new HashMap<>();
        all.put("Identity", LayoutRules::same);
        all.put("Dropout", LayoutRules::same);
        moves().forEach((operator, move) -> all.put(
                operator, ScriptRule.of((conversion, node) -> move.of(conversion, node, conversion.read(node, 0)))));
        all.put(
                "Concat",
                ScriptRule.of((conversion, node) -> joined(
                        node, node.inputs().stream().map(conversion::read).toList())));
        all.put("Split", LayoutRules::split);
        all.put("Gather", ScriptRule.of(LayoutRules::gather));
        all.put("Pad", ScriptRule.of(LayoutRules::pad));
        return all;
    }

    /** Those of one tensor. */
    static Map<String, Move> moves() {
        return Map.of(
                "Reshape", LayoutRules::reshape,
                "Flatten", LayoutRules::flatten,
                "Squeeze", LayoutRules::squeeze,
                "Unsqueeze", LayoutRules::unsqueeze,
                "Transpose", LayoutRules::transpose,
                "Slice", LayoutRules::slice);
    }

    private static void same(Conversion conversion, Node node) {
        conversion.alias(node.inputs().get(0), node.outputs().get(0));
    }

    private static String reshape(Conversion conversion, Node node, String x) {
        long[] to = conversion.longs(node, 1);
        boolean keepsZeros = node.attributes().integer("allowzero", 0) == 1;
        List<String> sizes = new ArrayList<>();
        for (int i = 0; i < to.length; i++) {
            sizes.add(to[i] == 0 && !keepsZeros ? "torch.size(" + x + ", " + i + ")" : Long.toString(to[i]));
        }
        return "torch.reshape(" + x + ", [" + String.join(", ", sizes) + "])";
    }

    private static String flatten(Conversion conversion, Node node, String x) {
        long axis = node.attributes().integer("axis", 1);
        if (axis < 0) {
            throw conversion.unsupported(node, "counts its axis from the last");
        }
        if (axis == 0) {
            return "torch.reshape(" + x + ", [1, -1])";
        }
        String behind = "torch.flatten(" + x + ", " + axis + ")";
        return axis == 1 ? behind : "torch.flatten(" + behind + ", 0, " + (axis - 1) + ")";
    }

    private static String squeeze(Conversion conversion, Node node, String x) {
        long[] axes = conversion.longs(node, 1, "axes").orElse(null);
        if (axes == null) {
            return "torch.squeeze(" + x + ")";
        }
        String result = x;
        for (long axis :
                Arrays.stream(axes).boxed().sorted(Comparator.reverseOrder()).toList()) {
            result = "torch.squeeze(" + result + ", " + axis + ")";
        }
        return result;
    }

    private static String unsqueeze(Conversion conversion, Node node, String x) {
        String result = x;
        long[] axes = conversion.longs(node, 1, "axes").orElse(new long[0]);
        if (axes.length > 1 && Arrays.stream(axes).anyMatch(axis -> axis < 0)) {
            throw conversion.unsupported(node, "counts its axes from the last");
        }
        for (long axis : Arrays.stream(axes).sorted().toArray()) {
            result = "torch.unsqueeze(" + result + ", " + axis + ")";
        }
        return result;
    }

    private static String transpose(Conversion conversion, Node node, String x) {
        List<Long> named = node.attributes().integers("perm");
        int rank = conversion
                .graph()
                .shape(node.inputs().get(0))
                .map(shape -> shape.rank())
                .orElse(named.size());
        long[] axes = named.isEmpty()
                ? IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray()
                : named.stream().mapToLong(Long::longValue).toArray();
        return "torch.permute(" + x + ", " + Literal.of(axes) + ")";
    }

    /** Bounds beyond the axis are its ends, in both worlds. */
    private static String slice(Conversion conversion, Node node, String x) {
        long[] starts = conversion.longs(node, 1, "starts").orElseThrow();
        long[] ends = conversion.longs(node, 2, "ends").orElseThrow();
        long[] axes = conversion
                .longs(node, 3, "axes")
                .orElse(IntStream.range(0, starts.length).mapToLong(i -> i).toArray());
        long[] steps = conversion.longs(node, 4, "steps").orElse(null);
        String result = x;
        for (int i = 0; i < starts.length; i++) {
            long step = steps == null ? 1 : steps[i];
            if (step < 1) {
                throw conversion.unsupported(node, "has step " + step);
            }
            result = "torch.slice(" + result + ", " + axes[i] + ", " + starts[i] + ", " + ends[i] + ", " + step + ")";
        }
        return result;
    }

    /** Tensors one behind the other. */
    static String joined(Node node, List<String> parts) {
        return "torch.cat([" + String.join(", ", parts) + "], "
                + node.attributes().integer("axis", 0) + ")";
    }

    private static void split(Conversion conversion, Node node) {
        conversion.makeAll(node, parts(conversion, node, conversion.read(node, 0)));
    }

    /** The parts of a tensor. */
    static List<String> parts(Conversion conversion, Node node, String x) {
        long axis = node.attributes().integer("axis", 0);
        int count = node.outputs().size();
        long[] sizes = conversion.longs(node, 1, "split").orElseGet(() -> even(conversion, node, axis, count));
        String all = conversion
                .script()
                .assign("torch.split_with_sizes(" + x + ", " + Literal.of(sizes) + ", " + axis + ")");
        return IntStream.range(0, count).mapToObj(i -> all + "[" + i + "]").toList();
    }

    private static long[] even(Conversion conversion, Node node, long axis, int count) {
        long whole = conversion
                .shape(node.inputs().get(0))
                .map(shape -> shape.dimension((int) (axis < 0 ? axis + shape.rank() : axis)))
                .orElseThrow(() -> conversion.unsupported(node, "splits an open size"));
        long part = (whole + count - 1) / count;
        long[] sizes = new long[count];
        Arrays.fill(sizes, part);
        sizes[count - 1] = whole - part * (count - 1);
        return sizes;
    }

    private static String gather(Conversion conversion, Node node) {
        long[] places = conversion.longs(node, 1);
        long axis = node.attributes().integer("axis", 0);
        int rank = conversion
                .graph()
                .initializer(node.inputs().get(1))
                .orElseThrow()
                .shape()
                .rank();
        String x = conversion.read(node, 0);
        if (rank == 0) {
            return "torch.select(" + x + ", " + axis + ", " + places[0] + ")";
        }
        if (rank > 1 || Arrays.stream(places).anyMatch(place -> place < 0)) {
            throw conversion.unsupported(node, "has indices of several axes or below 0");
        }
        return "torch.index_select(" + x + ", " + axis + ", " + conversion.read(node, 1) + ")";
    }

    private static String pad(Conversion conversion, Node node) {
        return padded(
                conversion,
                node,
                conversion.read(node, 0),
                conversion.number(node, 2).orElse(0f));
    }

    /** With a border of this value. */
    static String padded(Conversion conversion, Node node, String x, double value) {
        String mode = node.attributes().text("mode").orElse("constant");
        if (!mode.equals("constant") || conversion.has(node, 3)) {
            throw conversion.unsupported(
                    node, mode.equals("constant") ? "names the axes that it pads" : "has mode " + mode);
        }
        long[] pads = conversion.longs(node, 1);
        int rank = pads.length / 2;
        long[] turned = new long[pads.length];
        for (int i = 0; i < rank; i++) {
            turned[2 * i] = pads[rank - 1 - i];
            turned[2 * i + 1] = pads[2 * rank - 1 - i];
        }
        return "torch.constant_pad_nd(" + x + ", " + Literal.of(turned) + ", " + Literal.of(value) + ")";
    }
}
