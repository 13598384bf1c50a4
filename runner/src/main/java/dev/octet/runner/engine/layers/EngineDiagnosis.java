package dev.octet.runner.engine.layers;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.OnnxModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an INT8 engine is not faster: what it computes in which type, and what stands between its INT8 layers.
 *
 * @param engine the layers
 * @param shares computing layers by type; types that no layer has are left out
 * @param roles layers by what they are there for
 * @param findings what costs time, float islands first, then by the order in which they run
 * @param notes what to know before the findings, a sentence each
 * @param computing by name of an ONNX node, the layer that computes it
 */
public record EngineDiagnosis(
        EngineLayers engine,
        Map<LayerPrecision, PrecisionShare> shares,
        Map<LayerRole, Integer> roles,
        List<Finding> findings,
        List<String> notes,
        Map<String, EngineLayer> computing) {

    public EngineDiagnosis {
        shares = Collections.unmodifiableMap(new EnumMap<>(shares));
        roles = Collections.unmodifiableMap(new EnumMap<>(roles));
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
        computing = Collections.unmodifiableMap(new LinkedHashMap<>(computing));
    }

    /** Of an engine alone: operators are guessed from the names of nodes, costs are not known. */
    public static EngineDiagnosis of(EngineLayers engine) {
        return of(engine, null, "");
    }

    /**
     * Of an engine and the model that it was built from.
     *
     * @throws ToolkitException {@code BAD_INPUT} if no layer names a node of the model
     */
    public static EngineDiagnosis of(EngineLayers engine, OnnxModel model) {
        return of(engine, model.graph(), model.name());
    }

    private static EngineDiagnosis of(EngineLayers engine, @Nullable Graph graph, String model) {
        NodeMap nodes = NodeMap.of(engine.layers(), graph);
        if (nodes.isForeign()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Layer information " + engine.name() + " does not belong to '" + model + "': none of its "
                            + engine.layers().size() + " layers names a node or makes a tensor of the model.",
                    "Give the ONNX file that the engine was built from.");
        }
        LayerGraph layers = new LayerGraph(engine, nodes);
        Map<LayerPrecision, PrecisionShare> shares = new EnumMap<>(LayerPrecision.class);
        Map<LayerRole, Integer> roles = new EnumMap<>(LayerRole.class);
        for (EngineLayer layer : engine.layers()) {
            roles.merge(layers.role(layer), 1, Integer::sum);
            if (layers.role(layer) == LayerRole.COMPUTE) {
                Long macs = graph == null ? null : (Long) nodes.macs(layer).orElse(0);
                shares.merge(layer.precision(), new PrecisionShare(1, macs), PrecisionShare::plus);
            }
        }
        return new EngineDiagnosis(
                engine,
                shares,
                roles,
                new Findings(engine, nodes, layers).all(),
                notes(engine, shares),
                computing(engine, nodes, layers));
    }

    private static Map<String, EngineLayer> computing(EngineLayers engine, NodeMap nodes, LayerGraph layers) {
        Map<String, EngineLayer> computing = new LinkedHashMap<>();
        for (EngineLayer layer : engine.layers()) {
            if (layers.role(layer) == LayerRole.COMPUTE) {
                nodes.nodes(layer).stream()
                        .filter(node -> !node.isQuantization())
                        .forEach(node ->
                                computing.merge(node.name(), layer, (one, other) -> one.hasWeights() ? one : other));
            }
        }
        return computing;
    }

    private static List<String> notes(EngineLayers engine, Map<LayerPrecision, PrecisionShare> shares) {
        List<String> notes = new ArrayList<>();
        if (engine.otherProfiles() > 0) {
            notes.add(engine.otherProfiles() + " layers of further optimization profiles are left out.");
        }
        int untold = layers(shares, LayerPrecision.UNKNOWN);
        if (untold > 0) {
            notes.add("The types of " + untold + " layers are not told, as where shapes are open: export the layer"
                    + " information with an execution context whose input shapes are set.");
        }
        if (layers(shares, LayerPrecision.INT8) == 0) {
            notes.add("No layer computes in INT8: is the model quantized, and INT8 allowed?");
        } else if (layers(shares, LayerPrecision.FP32) > 0
                && layers(shares, LayerPrecision.FP16) + layers(shares, LayerPrecision.BF16) == 0) {
            notes.add(
                    "All float layers compute in FP32: allow FP16, and in a strongly typed network convert the rest of"
                            + " the model to FP16.");
        }
        return notes;
    }

    private static int layers(Map<LayerPrecision, PrecisionShare> shares, LayerPrecision precision) {
        PrecisionShare share = shares.get(precision);
        return share == null ? 0 : share.layers();
    }

    /** How many computing layers there are of a type. */
    public int layers(LayerPrecision precision) {
        return layers(shares, precision);
    }

    /** How many layers there are of a role. */
    public int layers(LayerRole role) {
        return roles.getOrDefault(role, 0);
    }
}
