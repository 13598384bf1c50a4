package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.TensorType;

/** Operators that compute value by value, in whatever layout their operands stand. */
final class ElementwiseRules {

    private static final float LEAKY_SLOPE = 0.01f;

    private ElementwiseRules() {}

    static Map<String, OperatorRule> all() {
        Map<String, OperatorRule> rules = new HashMap<>();
        rules.put("Add", binary(BuiltinOperator.ADD, 4, Options::add));
        rules.put("Sub", binary(BuiltinOperator.SUB, 5, Options::subtract));
        rules.put("Mul", binary(BuiltinOperator.MUL, 4, Options::multiply));
        rules.put("Div", ElementwiseRules::divide);
        rules.put("Pow", ElementwiseRules::power);
        rules.put("Sigmoid", unary(BuiltinOperator.LOGISTIC, 2, 3));
        rules.put("Tanh", unary(BuiltinOperator.TANH, 2, 3));
        rules.put("Relu", unary(BuiltinOperator.RELU, 2, 3));
        rules.put("Exp", unary(BuiltinOperator.EXP, 2, 2));
        rules.put("HardSwish", unary(BuiltinOperator.HARD_SWISH, 1, 1));
        rules.put("LeakyRelu", ElementwiseRules::leakyRelu);
        rules.put("Clip", ElementwiseRules::clip);
        return rules;
    }

    private static OperatorRule unary(int code, int bytes, int shorts) {
        return (conversion, node) -> unary(conversion, node, code, new int[] {bytes, shorts}, Options.none());
    }

    /**
     * Adds it.
     *
     * @param versions for 8 bits and for 16
     */
    private static void unary(Conversion conversion, Node node, int code, int[] versions, BuiltinOptionsUnion options) {
        unary(conversion, node, conversion.layout(node.inputs().get(0)), code, versions, options);
    }

    /**
     * Adds it.
     *
     * @param layout of what is read and made
     * @param versions for 8 bits and for 16
     */
    static void unary(
            Conversion conversion, Node node, Layout layout, int code, int[] versions, BuiltinOptionsUnion options) {
        String input = node.inputs().get(0);
        String output = node.outputs().get(0);
        Numbers numbers = conversion.numbers(node, input);
        int read = conversion.read(node, input, layout);
        int made = conversion.make(output, layout, conversion.made(node, output));
        conversion
                .lite()
                .operator(
                        code,
                        Versions.of(numbers, 1, versions[0], versions[1]),
                        new int[] {read},
                        new int[] {made},
                        options);
    }

    private static void leakyRelu(Conversion conversion, Node node) {
        float alpha = node.attributes().number("alpha", LEAKY_SLOPE);
        unary(conversion, node, BuiltinOperator.LEAKY_RELU, new int[] {1, 2}, Options.leakyRelu(alpha));
    }

    private static void clip(Conversion conversion, Node node) {
        if (!FusedActivation.isRelu6(conversion, node)) {
            throw conversion.unsupported(node, "clips otherwise than to [0, 6]");
        }
        unary(conversion, node, BuiltinOperator.RELU6, new int[] {2, 3}, Options.none());
    }

    private static OperatorRule binary(int code, int wideVersion, Supplier<BuiltinOptionsUnion> options) {
        return (conversion, node) ->
                binary(conversion, node, node.inputs().get(0), node.inputs().get(1), code, wideVersion, options.get());
    }

    private static void binary(
            Conversion conversion,
            Node node,
            String first,
            String second,
            int code,
            int wideVersion,
            BuiltinOptionsUnion options) {
        String output = node.outputs().get(0);
        int rank = conversion.shape(output).rank();
        Layout layout = layout(conversion, node, first, second, rank);
        Numbers numbers = conversion.made(node, output);
        int[] inputs = {operand(conversion, node, first, layout), operand(conversion, node, second, layout)};
        int made = conversion.make(output, layout, numbers);
        conversion.lite().operator(code, Versions.of(numbers, 1, 2, wideVersion), inputs, new int[] {made}, options);
    }

    /** That of the operand that is computed; of two, the one that is not as in the graph. */
    private static Layout layout(Conversion conversion, Node node, String first, String second, int rank) {
        Layout chosen = Layout.plain(rank);
        boolean anyComputed = false;
        for (String operand : new String[] {second, first}) {
            if (conversion.isConstant(operand)) {
                continue;
            }
            anyComputed = true;
            if (conversion.shape(operand).rank() != rank) {
                return Layout.plain(rank);
            }
            if (chosen.isPlain()) {
                chosen = conversion.layout(operand);
            }
        }
        if (!anyComputed) {
            throw conversion.unsupported(node, "reads constants alone");
        }
        return chosen;
    }

    private static int operand(Conversion conversion, Node node, String tensor, Layout layout) {
        if (!conversion.isConstant(tensor)) {
            int rank = conversion.shape(tensor).rank();
            return conversion.read(node, tensor, rank == layout.rank() ? layout : Layout.plain(rank));
        }
        Initializer constant = conversion.graph().initializer(tensor).orElseThrow();
        if (constant.type() != dev.octet.calibrator.model.TensorType.FLOAT
                || constant.shape().rank() > layout.rank()) {
            throw conversion.unsupported(node, "has an operand " + constant + " that is not a float32 of its rank");
        }
        return conversion.constants().operand(constant, layout, conversion.type(node));
    }

    /** By a constant: a product with its reciprocal. */
    private static void divide(Conversion conversion, Node node) {
        if (!conversion.isConstant(node.inputs().get(1))) {
            if (conversion.type(node) != TensorType.FLOAT32) {
                throw new IllegalStateException("node " + node.name() + " cannot compute in integers");
            }
            binary(
                    conversion,
                    node,
                    node.inputs().get(0),
                    node.inputs().get(1),
                    BuiltinOperator.DIV,
                    1,
                    Options.none());
            return;
        }
        String output = node.outputs().get(0);
        Layout layout = conversion.layout(node.inputs().get(0));
        int read = conversion.read(node, node.inputs().get(0), layout);
        Initializer divisor = conversion.constant(node, 1);
        float[] reciprocal = divisor.floats();
        for (int i = 0; i < reciprocal.length; i++) {
            reciprocal[i] = 1 / reciprocal[i];
        }
        Initializer factor = Initializer.ofFloats(
                divisor.name() + "/reciprocal", reciprocal, divisor.shape().toArray());
        int operand = conversion.constants().operand(factor, layout, conversion.type(node));
        Numbers numbers = conversion.made(node, output);
        int made = conversion.make(output, layout, numbers);
        conversion
                .lite()
                .operator(
                        BuiltinOperator.MUL,
                        Versions.of(numbers, 1, 2, 4),
                        new int[] {read, operand},
                        new int[] {made},
                        Options.multiply());
    }

    /** A square: a product of the value with itself. */
    private static void power(Conversion conversion, Node node) {
        if (!isSquare(conversion.graph(), node)) {
            throw conversion.unsupported(node, "has an exponent other than 2");
        }
        String base = node.inputs().get(0);
        binary(conversion, node, base, base, BuiltinOperator.MUL, 4, Options.multiply());
    }

    /** Whether a Pow has the constant exponent 2. */
    static boolean isSquare(dev.octet.calibrator.model.Graph graph, Node node) {
        return graph.initializer(node.inputOrEmpty(1))
                .filter(exponent -> exponent.shape().elementCount() == 1)
                .filter(exponent -> exponent.type() == dev.octet.calibrator.model.TensorType.FLOAT
                        ? exponent.floats()[0] == 2
                        : exponent.type() == dev.octet.calibrator.model.TensorType.INT64 && exponent.longs()[0] == 2)
                .isPresent();
    }
}
