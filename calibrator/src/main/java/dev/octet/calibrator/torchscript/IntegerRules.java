package dev.octet.calibrator.torchscript;

import dev.octet.bindings.libtorch.QuantizedWeights;
import dev.octet.bindings.libtorch.Windows;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Operators between DequantizeLinear and QuantizeLinear that libtorch computes on the integers. */
final class IntegerRules {

    private IntegerRules() {}

    static Map<String, IntegerRule> all() {
        Map<String, IntegerRule> all = new HashMap<>();
        all.put("Conv", IntegerRules::convolution);
        all.put("Concat", IntegerRules::concat);
        all.put("Split", IntegerRules::split);
        all.put("MaxPool", IntegerRules::maxPool);
        all.put("Resize", moved(ResizeRule::expression));
        all.put("Pad", IntegerRules::pad);
        LayoutRules.moves().forEach((operator, move) -> all.put(operator, moved(move)));
        return all;
    }

    private static boolean convolution(Conversion conversion, Node node) {
        Optional<Levels> x = conversion.integers(node.inputs().get(0));
        Optional<QuantizedWeights> weights = conversion.weights(node.inputs().get(1));
        Optional<Node> quantizer = Pairs.quantizer(conversion.graph(), node);
        if (x.isEmpty() || weights.isEmpty() || quantizer.isEmpty() || !fits(weights.get())) {
            return false;
        }
        Windows windows = NodeWindows.of(conversion, node, LayerRules.kernel(conversion, node));
        Optional<float[]> bias = conversion.has(node, 2)
                ? conversion.constantFloats(node.inputs().get(2))
                : Optional.empty();
        if (conversion.has(node, 2) && bias.isEmpty()) {
            return false;
        }
        // libtorch pads both ends alike; other padding is made first, of the integer that stands for 0.
        boolean even = NodeWindows.isEven(windows);
        String input = even ? x.get().variable() : NodeWindows.padded(x.get().variable(), windows, 0);
        Grid grid = Pairs.grid(conversion, quantizer.get(), TensorType.UINT8);
        String packed = conversion
                .script()
                .hold(new ScriptConstant.Convolution(
                        weights.get(), bias, even ? windows : NodeWindows.withoutPadding(windows)));
        conversion.makeIntegers(
                quantizer.get(), grid, "ops.quantized.conv2d(" + input + ", " + packed + ", " + grid.arguments() + ")");
        return true;
    }

    private static boolean fits(QuantizedWeights weights) {
        return weights.isSymmetric() && weights.axis() <= 0;
    }

    /** A move of integers, either without a pair around it or between pairs of one grid. */
    private static IntegerRule moved(LayoutRules.Move move) {
        IntegerRule between = sameGrid(move);
        return (conversion, node) -> {
            Optional<Levels> x = conversion.levels(node.inputs().get(0));
            x.ifPresent(levels ->
                    conversion.makeIntegers(node, levels.grid(), move.of(conversion, node, levels.variable())));
            return x.isPresent() || between.tryEmit(conversion, node);
        };
    }

    /** A border around integers: libtorch takes the real value and rounds it to the grid. */
    private static boolean pad(Conversion conversion, Node node) {
        Optional<Levels> x = conversion.levels(node.inputs().get(0));
        x.ifPresent(levels -> {
            long border = conversion.has(node, 2) ? conversion.longs(node, 2)[0] : 0;
            boolean signed = conversion
                    .graph()
                    .type(node.inputs().get(0))
                    .filter(type -> type == TensorType.INT8)
                    .isPresent();
            double value = levels.grid().value(border, signed);
            conversion.makeIntegers(
                    node, levels.grid(), LayoutRules.padded(conversion, node, levels.variable(), value));
        });
        return x.isPresent();
    }

    /** A move whose integers stay what they are. */
    private static IntegerRule sameGrid(LayoutRules.Move move) {
        return (conversion, node) -> {
            Optional<Levels> x = conversion.integers(node.inputs().get(0));
            Optional<Node> quantizer = x.flatMap(levels -> quantizer(conversion, node, levels.grid()));
            quantizer.ifPresent(q -> conversion.makeIntegers(
                    q, x.get().grid(), move.of(conversion, node, x.get().variable())));
            return quantizer.isPresent();
        };
    }

    private static boolean maxPool(Conversion conversion, Node node) {
        return NodeWindows.isHalfAtMost(NodeWindows.ofPool(conversion, node))
                && sameGrid((c, pool, x) -> LayerRules.maxPool(c, pool, x, false))
                        .tryEmit(conversion, node);
    }

    private static boolean concat(Conversion conversion, Node node) {
        boolean bare = conversion.levels(node.inputs().get(0)).isPresent();
        Function<String, Optional<Levels>> read = bare ? conversion::levels : conversion::integers;
        Optional<Grid> grid = read.apply(node.inputs().get(0)).map(Levels::grid);
        List<String> parts = node.inputs().stream()
                .flatMap(input -> read.apply(input).stream())
                .filter(levels -> Optional.of(levels.grid()).equals(grid))
                .map(Levels::variable)
                .toList();
        Optional<Node> made = bare ? Optional.of(node) : grid.flatMap(one -> quantizer(conversion, node, one));
        if (parts.size() != node.inputs().size() || made.isEmpty()) {
            return false;
        }
        conversion.makeIntegers(made.get(), grid.orElseThrow(), LayoutRules.joined(node, parts));
        return true;
    }

    private static boolean split(Conversion conversion, Node node) {
        Optional<Levels> x = conversion.integers(node.inputs().get(0));
        List<Node> quantizers = new ArrayList<>();
        for (String output : node.outputs()) {
            List<Node> readers = conversion.graph().consumers(output);
            if (readers.size() == 1
                    && !conversion.graph().isOutput(output)
                    && x.isPresent()
                    && quantizes(conversion, readers.get(0), x.get().grid())) {
                quantizers.add(readers.get(0));
            }
        }
        if (x.isEmpty() || quantizers.size() != node.outputs().size()) {
            return false;
        }
        List<String> parts = LayoutRules.parts(conversion, node, x.get().variable());
        for (int i = 0; i < parts.size(); i++) {
            conversion.makeIntegers(quantizers.get(i), x.get().grid(), parts.get(i));
        }
        return true;
    }

    /** The QuantizeLinear behind the node, when its integers have this grid. */
    private static Optional<Node> quantizer(Conversion conversion, Node node, Grid grid) {
        return Pairs.quantizer(conversion.graph(), node).filter(q -> quantizes(conversion, q, grid));
    }

    private static boolean quantizes(Conversion conversion, Node reader, Grid grid) {
        return reader.opType().equals("QuantizeLinear")
                && Pairs.grid(conversion, reader, TensorType.UINT8).equals(grid);
    }
}
