package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Tensor;
import java.util.Map;
import java.util.stream.LongStream;

/** Operators over some axes. */
final class ReductionOperators {

    private ReductionOperators() {}

    /** A value of many. */
    private interface OfMany {
        Tensor apply(Arithmetic arithmetic, Tensor x, boolean keepAxes, long[] axes);
    }

    static Map<String, TorchOperator> all() {
        return Map.of(
                "ReduceMean",
                over(Arithmetic::mean),
                "ReduceSum",
                over(Arithmetic::sum),
                "ReduceMax",
                over(Arithmetic::maximum),
                "ReduceMin",
                over(Arithmetic::minimum),
                "ReduceL2",
                over((arithmetic, x, keep, axes) ->
                        arithmetic.squareRoot(arithmetic.sum(arithmetic.square(x), keep, axes))),
                "ArgMax",
                TorchOperator.of(run -> run.arithmetic()
                        .placeOfMaximum(
                                run.input(0),
                                run.axis(run.attributes().integer("axis", 0), 0),
                                run.attributes().integer("keepdims", 1) == 1)));
    }

    private static TorchOperator over(OfMany operator) {
        return TorchOperator.of(run -> {
            long[] named = run.longsOrNull(1, "axes");
            long[] axes = named == null || named.length == 0
                    ? LongStream.range(0, run.input(0).rank()).toArray()
                    : LongStream.of(named).map(axis -> run.axis(axis, 0)).toArray();
            boolean keep = run.attributes().integer("keepdims", 1) == 1;
            return operator.apply(run.arithmetic(), run.input(0), keep, axes);
        });
    }
}
