package dev.octet.calibrator.torchscript;

import dev.octet.calibrator.model.Node;
import java.util.Map;
import java.util.stream.LongStream;

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
            long[] named = conversion.longs(node, 1, "axes").orElse(new long[0]);
            long[] axes = named.length > 0 ? named : all(conversion, node);
            return function + "(" + conversion.read(node, 0) + ", " + Literal.of(axes) + ", "
                    + Literal.of(node.attributes().integer("keepdims", 1) == 1) + ")";
        });
    }

    private static long[] all(Conversion conversion, Node node) {
        int rank = conversion
                .graph()
                .shape(node.inputs().get(0))
                .orElseThrow(() -> conversion.unsupported(node, "is over all axes of a tensor of unknown rank"))
                .rank();
        return LongStream.range(0, rank).toArray();
    }
}
