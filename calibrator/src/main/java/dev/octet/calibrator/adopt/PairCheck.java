package dev.octet.calibrator.adopt;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.adopt.PairFinding.Kind;
import dev.octet.calibrator.group.TieGroup;
import dev.octet.calibrator.group.TieGroups;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.place.Body;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of the Q/DQ in a model, whichever tool wrote it.
 *
 * @param activations tensors with a pair
 * @param layers layers with weights in integers
 * @param findings what a target may not take, or what costs speed
 */
public record PairCheck(int activations, int layers, List<PairFinding> findings) {

    private static final int SHOWN = 3;

    public PairCheck {
        findings = List.copyOf(findings);
    }

    /** True when a model has a QuantizeLinear or DequantizeLinear. */
    public static boolean hasPairs(OnnxModel model) {
        return PairReader.hasPairs(model.graph());
    }

    /**
     * Looks at the Q/DQ of a model.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when it computes on integers otherwise
     */
    public static PairCheck of(OnnxModel model) {
        return of(PairRemoval.of(model));
    }

    /** The same, or nothing when it computes on integers otherwise, such as to unpack weights. */
    public static Optional<PairCheck> ifReadable(OnnxModel model) {
        try {
            return Optional.of(of(model));
        } catch (ToolkitException e) {
            return Optional.empty();
        }
    }

    static PairCheck of(FloatForm form) {
        List<PairFinding> findings = new ArrayList<>();
        new TreeMap<>(form.tensors()).forEach((tensor, grids) -> activation(tensor, grids, findings));
        new TreeMap<>(form.weights()).forEach((layer, grid) -> weights(layer, grid, findings));
        ties(form, findings);
        return new PairCheck(form.tensors().size(), form.weights().size(), findings);
    }

    private static void activation(String tensor, Set<PairGrid> grids, List<PairFinding> findings) {
        if (grids.size() > 1) {
            findings.add(new PairFinding(Kind.SEVERAL_SCALES, tensor, scales(grids)));
        }
        for (PairGrid grid : grids) {
            if (!grid.isPerTensor()) {
                findings.add(new PairFinding(Kind.ACTIVATION_PER_CHANNEL, tensor, grid.text()));
            } else if (isWide(grid)) {
                findings.add(new PairFinding(Kind.NOT_EIGHT_BITS, tensor, grid.text()));
            } else if (!grid.isSymmetric()) {
                findings.add(new PairFinding(Kind.ACTIVATION_NOT_SYMMETRIC, tensor, grid.text()));
            }
        }
    }

    private static void weights(String layer, PairGrid grid, List<PairFinding> findings) {
        if (isWide(grid)) {
            findings.add(new PairFinding(Kind.NOT_EIGHT_BITS, layer, grid.text()));
        } else if (!grid.isSymmetric()) {
            findings.add(new PairFinding(Kind.WEIGHTS_NOT_SYMMETRIC, layer, grid.text()));
        }
    }

    private static boolean isWide(PairGrid grid) {
        return grid.type() != TensorType.INT8 && grid.type() != TensorType.UINT8;
    }

    private static void ties(FloatForm form, List<PairFinding> findings) {
        Graph graph = form.model().graph();
        Body body = Body.of(graph);
        for (TieGroup group : TieGroups.of(graph, body::contains).tied()) {
            Map<String, PairGrid> seen = new LinkedHashMap<>();
            group.tensors()
                    .forEach(tensor -> form.tensors()
                            .getOrDefault(tensor, Set.of())
                            .forEach(grid -> seen.putIfAbsent(grid.text(), grid)));
            if (seen.size() > 1) {
                findings.add(new PairFinding(
                        Kind.TIE_BROKEN,
                        group.name(),
                        group.tensors().size() + " tensors that copy values: "
                                + seen.keySet().stream().sorted().collect(Collectors.joining(", "))));
            }
        }
    }

    private static String scales(Set<PairGrid> grids) {
        return grids.stream().map(PairGrid::text).sorted().collect(Collectors.joining(", "));
    }

    /** Findings that TensorRT refuses the model for. */
    public List<PairFinding> refusedByTensorRt() {
        return findings.stream()
                .filter(finding -> finding.kind().isRefusedByTensorRt())
                .toList();
    }

    /**
     * Checks that TensorRT takes the Q/DQ.
     *
     * @param model as messages call it
     * @throws ToolkitException {@code BAD_INPUT} when it does not, with the first places
     */
    public void requireTensorRt(String model) {
        List<PairFinding> refused = refusedByTensorRt();
        if (!refused.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "TensorRT takes Q/DQ of int8 with zero point 0 and one scale for each activation; " + model
                            + " has "
                            + refused.size() + (refused.size() == 1 ? " other: " : " others: ")
                            + refused.stream()
                                    .limit(SHOWN)
                                    .map(one -> one.where() + " is " + one.text())
                                    .collect(Collectors.joining("; "))
                            + (refused.size() > SHOWN ? "; and so on" : "") + ".",
                    "Bring it into that form, with its scales and weights kept: octet quantize MODEL --target tensorrt -o"
                            + " OUT.onnx");
        }
    }
}
