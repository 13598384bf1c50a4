package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import java.util.Optional;
import java.util.Set;

/**
 * What an engine is to compute in, and where its ranges come from.
 *
 * @param precision of the build
 * @param qdqNodes nodes of Q/DQ in the model; TensorRT heeds no calibrator where there is one
 * @param remark why it is that precision
 */
public record PrecisionChoice(EnginePrecision precision, int qdqNodes, String remark) {

    private static final Set<String> QDQ = Set.of("QuantizeLinear", "DequantizeLinear");

    /**
     * The precision for a model.
     *
     * @param asked what the user named
     * @param calibrator the calibrator that the user named or gave data for
     * @param stronglyTyped true when types come from the model alone
     * @throws ToolkitException {@code USAGE} when these do not go together with the model
     */
    public static PrecisionChoice of(
            OnnxModel model,
            Optional<EnginePrecision> asked,
            Optional<CalibratorChoice> calibrator,
            boolean stronglyTyped) {
        int nodes = (int) model.graph().nodes().stream()
                .filter(node -> QDQ.contains(node.opType()))
                .count();
        EnginePrecision precision = asked.orElse(usual(nodes, stronglyTyped));
        if (nodes > 0) {
            requireFitToQdq(model, nodes, precision, calibrator);
        } else if (stronglyTyped) {
            requireTypesInModel(model, asked, calibrator);
        } else {
            requireRanges(model, precision, calibrator);
        }
        return new PrecisionChoice(
                precision, nodes, remark(asked.isPresent(), precision, nodes, calibrator, stronglyTyped));
    }

    private static EnginePrecision usual(int qdqNodes, boolean stronglyTyped) {
        if (qdqNodes > 0) {
            return EnginePrecision.INT8;
        }
        return stronglyTyped ? EnginePrecision.FP32 : EnginePrecision.FP16;
    }

    /** True when the model says its ranges itself. */
    public boolean isQdq() {
        return qdqNodes > 0;
    }

    private static void requireFitToQdq(
            OnnxModel model, int nodes, EnginePrecision precision, Optional<CalibratorChoice> calibrator) {
        if (calibrator.isPresent()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "Model " + model.name() + " has " + nodes
                            + " nodes of Q/DQ, which say its ranges: TensorRT would not" + " ask the calibrator "
                            + calibrator.get().id() + ".",
                    "Leave the calibrator and its data out, or build the float model.");
        }
        if (!precision.takesIntegers()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "Model " + model.name() + " has " + nodes + " nodes of Q/DQ, which run in INT8; '--precision "
                            + precision.id() + "' has none.",
                    "Leave '--precision' out, or build the float model.");
        }
    }

    private static void requireTypesInModel(
            OnnxModel model, Optional<EnginePrecision> asked, Optional<CalibratorChoice> calibrator) {
        if (calibrator.isPresent()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "A strongly typed engine takes INT8 from Q/DQ in the model alone: TensorRT refuses the calibrator "
                            + calibrator.get().id() + " there.",
                    "Quantize the model with 'octet quantize --target tensorrt', or leave '--strongly-typed' out.");
        }
        if (asked.isPresent() && asked.get().takesIntegers()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "A strongly typed engine takes INT8 from Q/DQ in the model alone, and " + model.name()
                            + " has none.",
                    "Quantize it with 'octet quantize --target tensorrt', or leave '--precision' out.");
        }
    }

    private static void requireRanges(
            OnnxModel model, EnginePrecision precision, Optional<CalibratorChoice> calibrator) {
        if (precision == EnginePrecision.INT8 && calibrator.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "INT8 needs ranges, and " + model.name() + " has no Q/DQ.",
                    "Give '--images DIR' or '--calibration FILE', or build what 'octet quantize --target tensorrt'"
                            + " writes.");
        }
        if (!precision.takesIntegers() && calibrator.isPresent()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "The calibrator " + calibrator.get().id() + " has nothing to do: the precision is " + precision.id()
                            + ".",
                    "Add '--precision int8', or leave the calibrator and its data out.");
        }
    }

    private static String remark(
            boolean asked,
            EnginePrecision precision,
            int qdqNodes,
            Optional<CalibratorChoice> calibrator,
            boolean stronglyTyped) {
        String from = qdqNodes > 0
                ? "the model's " + qdqNodes + " nodes of Q/DQ"
                : calibrator.map(one -> "calibrator " + one.id()).orElse("");
        if (stronglyTyped) {
            return qdqNodes > 0 ? "the model's own types, INT8 from " + from : "the model's own types";
        }
        String why = asked ? "" : qdqNodes > 0 ? " (the model has Q/DQ)" : " (the model has no Q/DQ)";
        return switch (precision) {
            case FP32 -> "fp32" + why;
            case FP16 -> "fp16 where it is faster, else fp32" + why;
            case INT8 -> "int8 with ranges of " + from + ", the rest in fp16 or fp32" + why;
            case BEST ->
                from.isEmpty()
                        ? "fp16 where it is faster, else fp32: there are no ranges for int8"
                        : "int8 with ranges of " + from + ", fp16 or fp32, whichever is fastest";
        };
    }
}
