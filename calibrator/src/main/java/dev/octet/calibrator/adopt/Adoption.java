package dev.octet.calibrator.adopt;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.OctetVersion;
import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.PlacementPlanner;
import dev.octet.calibrator.place.QuantizedTensor;
import dev.octet.calibrator.rewrite.LayerWeights;
import dev.octet.calibrator.rewrite.QdqRewriter;
import dev.octet.calibrator.rewrite.RewriteRequest;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.QuantizationParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A model that came with Q/DQ, written for another target with its scales and its weights kept: no image is needed, and what
 * training has found is not lost.
 */
public final class Adoption {

    /** How the file says where its ranges come from. */
    public static final String KEPT = "kept";

    private final OnnxModel source;
    private final FloatForm form;

    private Adoption(OnnxModel source, FloatForm form) {
        this.source = source;
        this.form = form;
    }

    /**
     * Reads the Q/DQ of a model.
     *
     * @throws ToolkitException {@code BAD_INPUT} when it has none, {@code UNSUPPORTED} when it computes on integers otherwise
     *     than by Q/DQ of 8 and 16 bits
     */
    public static Adoption of(OnnxModel model) {
        if (!PairCheck.hasPairs(model)) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + model.name()
                            + " has no QuantizeLinear and no DequantizeLinear, so there are no scales to" + " keep.",
                    "Give images or a calibration table to quantize it with.");
        }
        return new Adoption(model, PairRemoval.of(model));
    }

    /** The model without its Q/DQ: in float, with the weights that its integers stand for. */
    public OnnxModel inFloat() {
        return form.model();
    }

    /** What is known of its Q/DQ. */
    public PairCheck check() {
        return PairCheck.of(form);
    }

    /**
     * The model for a target.
     *
     * @param target whose rules apply
     */
    public Result to(DeploymentTarget target) {
        OnnxModel model = form.model().upgradedTo(Math.max(form.model().opset(), QdqRewriter.MINIMUM_OPSET));
        Graph graph = model.graph();
        AdoptedRanges ranges = new AdoptedRanges(form, graph, target);
        Set<String> inFloat = new LinkedHashSet<>(floatLayers(graph));
        int givenInFloat = inFloat.size();
        Placement placement = PlacementPlanner.plan(graph, target, List.of(), inFloat);
        Map<String, QuantizationParameters> parameters = ranges.of(placement);
        while (leaveInFloat(graph, placement, parameters, inFloat)) {
            placement = PlacementPlanner.plan(graph, target, List.of(), inFloat);
            parameters = ranges.of(placement);
        }
        RewriteRequest request =
                new RewriteRequest(target, placement, parameters, facts(target), weights(graph, placement, target));
        QuantizedModel quantized = new QuantizedModel(QdqRewriter.rewrite(model, request), placement, parameters, KEPT);
        return new Result(
                quantized, rounded(placement, target), newlyInFloat(placement), inFloat.size() - givenInFloat);
    }

    /**
     * What came of it.
     *
     * @param quantized the model
     * @param roundedAnew layers whose integers could not be kept, since they were not symmetric or not of 8 bits
     * @param newlyInFloat layers that were in integers and are in float now, by the rules of the target
     * @param withoutRange nodes in float for want of a scale
     */
    public record Result(
            QuantizedModel quantized, List<String> roundedAnew, List<String> newlyInFloat, int withoutRange) {

        public Result {
            roundedAnew = List.copyOf(roundedAnew);
            newlyInFloat = List.copyOf(newlyInFloat);
        }
    }

    private List<String> floatLayers(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> Body.isWeighted(node) && !form.weights().containsKey(node.name()))
                .map(Node::name)
                .toList();
    }

    /** Adds the nodes around tensors without parameters; false when every tensor has some. */
    private static boolean leaveInFloat(
            Graph graph, Placement placement, Map<String, QuantizationParameters> parameters, Set<String> inFloat) {
        Set<String> around = new LinkedHashSet<>();
        for (QuantizedTensor placed : placement.tensors()) {
            if (!parameters.containsKey(placed.tensor())) {
                placed.readers().forEach(edge -> around.add(edge.reader().name()));
                graph.producer(placed.tensor()).map(Node::name).ifPresent(around::add);
            }
        }
        if (!around.isEmpty() && !inFloat.addAll(around)) {
            throw new IllegalStateException("tensors without a scale read and made by nodes in float: " + around);
        }
        return !around.isEmpty();
    }

    private Map<String, ChannelQuantization> weights(Graph graph, Placement placement, DeploymentTarget target) {
        Map<String, ChannelQuantization> kept = new LinkedHashMap<>();
        for (Node layer : placement.layers()) {
            LayerWeights constants = LayerWeights.of(graph, layer);
            if (isKept(layer, constants, target)) {
                kept.put(constants.key(), onGrid(constants, grid(layer)));
            }
        }
        return kept;
    }

    private PairGrid grid(Node layer) {
        PairGrid grid = form.weights().get(layer.name());
        if (grid == null) {
            throw new IllegalStateException("layer " + layer.name() + " had no integer weights");
        }
        return grid;
    }

    private boolean isKept(Node layer, LayerWeights constants, DeploymentTarget target) {
        PairGrid grid = grid(layer);
        boolean sameChannels =
                grid.isPerTensor() || (!constants.isPerTensor() && grid.axis() == constants.channelAxis());
        return grid.isSymmetric()
                && sameChannels
                && constants.scheme(target).isPlain()
                && target.weights().bits() == Byte.SIZE;
    }

    /** The integers that the model came with: its floats lie on their grid. */
    private static ChannelQuantization onGrid(LayerWeights constants, PairGrid grid) {
        float[] scales = new float[constants.scaleCount()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = grid.scales().get(grid.isPerTensor() ? 0 : c);
        }
        return constants.onScales(IntegerFormat.INT8, scales);
    }

    private List<String> rounded(Placement placement, DeploymentTarget target) {
        Graph graph = form.model().graph();
        List<String> anew = new ArrayList<>();
        for (Node layer : placement.layers()) {
            if (!isKept(layer, LayerWeights.of(graph, layer), target)) {
                anew.add(layer.name());
            }
        }
        return anew;
    }

    private List<String> newlyInFloat(Placement placement) {
        Set<String> left = new LinkedHashSet<>(new TreeMap<>(form.weights()).keySet());
        placement.layers().forEach(layer -> left.remove(layer.name()));
        return List.copyOf(left);
    }

    private Map<String, String> facts(DeploymentTarget target) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("octet.version", OctetVersion.CURRENT);
        facts.put("octet.target", target.name());
        facts.put("octet.range", KEPT);
        facts.put("octet.model.sha256", source.sha256());
        return facts;
    }
}
