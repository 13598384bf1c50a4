package dev.octet.calibrator.torchscript;

import java.util.Map;

/** Operators over some axes. */
final class ReductionRules {

    private ReductionRules() {}

    static Map<String, ScriptRule> all() {
        return Map.of(
                "ReduceMean", over("torch.mean"),
                "ReduceSum", over("torch.sum"),
                "ReduceMax", over("torch.amax"),
                "ReduceMin", over("torch.amin"));
    }

    private static ScriptRule over(String function) {
        return ScriptRule.of((conversion, node) -> {
            long[] axes = conversion
                    .longs(node, 1, "axes")
                    .orElseThrow(() -> conversion.unsupported(node, "is over all axes at once"));
            return function + "(" + conversion.read(node, 0) + ", " + Literal.of(axes) + ", "
                    + Literal.of(node.attributes().integer("keepdims", 1) == 1) + ")";
        });
    }
}
