package dev.octet.calibrator.torchscript;

import dev.octet.calibrator.model.Node;
import java.util.HashMap;
import java.util.Map;

/** Operators on each value, in floats. */
final class ElementwiseRules {

    private ElementwiseRules() {}

    static Map<String, ScriptRule> all() {
        Map<String, ScriptRule> all = new HashMap<>();
        Map.of("Add", "add", "Sub", "sub", "Mul", "mul", "Div", "div", "Pow", "pow")
                .forEach((operator, function) -> all.put(operator, two(function)));
        Map.of("Max", "maximum", "Min", "minimum", "Sum", "add")
                .forEach((operator, function) -> all.put(operator, many(function)));
        Map.of(
                        "Exp",
                        "exp",
                        "Log",
                        "log",
                        "Sqrt",
                        "sqrt",
                        "Abs",
                        "abs",
                        "Neg",
                        "neg",
                        "Reciprocal",
                        "reciprocal",
                        "Floor",
                        "floor",
                        "Ceil",
                        "ceil",
                        "Round",
                        "round",
                        "Erf",
                        "erf")
                .forEach((operator, function) -> all.put(operator, one(function)));
        Map.of(
                        "Sigmoid",
                        "sigmoid",
                        "Tanh",
                        "tanh",
                        "Relu",
                        "relu",
                        "Softplus",
                        "softplus",
                        "Mish",
                        "mish",
                        "HardSwish",
                        "hardswish")
                .forEach((operator, function) -> all.put(operator, one(function)));
        all.put("LeakyRelu", withNumber("leaky_relu", "alpha", 0.01f));
        all.put("Elu", withNumber("elu", "alpha", 1));
        all.put("PRelu", ScriptRule.of(ElementwiseRules::slopedRelu));
        all.put("HardSigmoid", ScriptRule.of(ElementwiseRules::hardSigmoid));
        all.put("Clip", ScriptRule.of(ElementwiseRules::clip));
        all.put("Softmax", softmax("softmax"));
        all.put("LogSoftmax", softmax("log_softmax"));
        return all;
    }

    private static ScriptRule one(String function) {
        return ScriptRule.of((conversion, node) -> "torch." + function + "(" + conversion.read(node, 0) + ")");
    }

    private static ScriptRule two(String function) {
        return ScriptRule.of((conversion, node) ->
                "torch." + function + "(" + conversion.read(node, 0) + ", " + conversion.read(node, 1) + ")");
    }

    private static ScriptRule many(String function) {
        return ScriptRule.of((conversion, node) -> {
            String result = conversion.read(node, 0);
            for (int i = 1; i < node.inputs().size(); i++) {
                result = "torch." + function + "(" + result + ", " + conversion.read(node, i) + ")";
            }
            return result;
        });
    }

    private static ScriptRule withNumber(String function, String attribute, float otherwise) {
        return ScriptRule.of((conversion, node) -> "torch." + function + "(" + conversion.read(node, 0) + ", "
                + Literal.of(node.attributes().number(attribute, otherwise)) + ")");
    }

    /** With slopes that broadcast, as ONNX has them: {@code max(x, 0) + slope * min(x, 0)}. */
    private static String slopedRelu(Conversion conversion, Node node) {
        String x = conversion.read(node, 0);
        return "torch.add(torch.relu(" + x + "), torch.mul(" + conversion.read(node, 1) + ", torch.clamp(" + x
                + ", None, 0.0)))";
    }

    private static String hardSigmoid(Conversion conversion, Node node) {
        String scaled = "torch.mul(" + conversion.read(node, 0) + ", "
                + Literal.of(node.attributes().number("alpha", 0.2f)) + ")";
        return "torch.clamp(torch.add(" + scaled + ", "
                + Literal.of(node.attributes().number("beta", 0.5f)) + "), 0.0, 1.0)";
    }

    private static String clip(Conversion conversion, Node node) {
        String bounds = conversion.number(node, 1).map(Literal::of).orElse("None") + ", "
                + conversion.number(node, 2).map(Literal::of).orElse("None");
        return bounds.equals("None, None")
                ? conversion.read(node, 0)
                : "torch.clamp(" + conversion.read(node, 0) + ", " + bounds + ")";
    }

    private static ScriptRule softmax(String function) {
        return ScriptRule.of((conversion, node) -> "torch." + function + "(" + conversion.read(node, 0) + ", "
                + node.attributes().integer("axis", -1) + ")");
    }
}
