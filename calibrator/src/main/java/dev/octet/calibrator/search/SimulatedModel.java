package dev.octet.calibrator.search;

import dev.octet.calibrator.group.CopyOperators;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.place.Edge;
import dev.octet.calibrator.place.Placement;
import dev.octet.calibrator.place.QuantizedTensor;
import dev.octet.calibrator.rewrite.LayerWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The float model with quantization acted out in float: {@code clamp(round(x / s), lo, hi) * s} wherever a Q/DQ pair goes,
 * with {@code s, lo, hi} as an input of the model, so that one session serves every choice of ranges. Weights are what is
 * left of them after quantization.
 */
final class SimulatedModel {

    /** The input with four numbers for each choice: {@code 1 / s, lo, hi, s}. */
    static final String SETTINGS = "octet_settings";

    static final int NUMBERS = 4;

    private final OnnxModel model;
    private final ModelEditor editor;
    private final Map<String, Integer> choiceOf = new HashMap<>();

    private SimulatedModel(OnnxModel model, List<RangeChoice> choices) {
        this.model = model;
        this.editor = model.edit();
        for (int i = 0; i < choices.size(); i++) {
            for (QuantizedTensor tensor : choices.get(i).tensors()) {
                choiceOf.put(tensor.tensor(), i);
            }
        }
    }

    /** Bytes of the model whose choices are settings. */
    static byte[] of(OnnxModel model, Placement placement, List<RangeChoice> choices, DeploymentTarget target) {
        SimulatedModel simulated = new SimulatedModel(model, choices);
        placement.layers().forEach(layer -> simulated.quantizeWeights(layer, target));
        simulated.addSettings(choices.size());
        for (QuantizedTensor tensor : placement.tensors()) {
            simulated.insert(tensor);
        }
        simulated.editor.removeUnusedInitializers();
        return simulated.editor.build().toBytes();
    }

    private void quantizeWeights(Node layer, DeploymentTarget target) {
        LayerWeights weights = LayerWeights.of(model.graph(), layer);
        String name = weights.weights().name() + "_sim";
        editor.addInitializer(Initializer.ofFloats(
                name,
                weights.quantized(target, new double[0]).dequantize(),
                weights.weights().shape().toArray()));
        editor.replaceInput(layer, 1, name);
    }

    private void addSettings(int choices) {
        editor.addInput(SETTINGS, TensorType.FLOAT, (long) NUMBERS * choices);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < NUMBERS * choices; i++) {
            rows.add(setting(i) + "_row");
            editor.addNode("Squeeze", "", setting(i), List.of(setting(i) + "_row"), List.of(setting(i)), Map.of());
        }
        editor.addInitializer(Initializer.ofLongs(
                SETTINGS + "_sizes", rows.stream().mapToLong(row -> 1L).toArray(), rows.size()));
        editor.addNode(
                "Split", "", SETTINGS + "_split", List.of(SETTINGS, SETTINGS + "_sizes"), rows, Map.of("axis", 0L));
    }

    private static String setting(int index) {
        return SETTINGS + "_" + index;
    }

    private void insert(QuantizedTensor placed) {
        Integer choice = choiceOf.get(placed.tensor());
        if (choice == null || copiesQuantized(placed.tensor(), choice)) {
            return;
        }
        String tensor = placed.tensor();
        String first = tensor + "_sim";
        String inverse = setting(NUMBERS * choice);
        editor.addNode("Mul", "", first + "1", List.of(tensor, inverse), List.of(first + "1"), Map.of());
        editor.addNode("Round", "", first + "2", List.of(first + "1"), List.of(first + "2"), Map.of());
        editor.addNode(
                "Clip",
                "",
                first + "3",
                List.of(first + "2", setting(NUMBERS * choice + 1), setting(NUMBERS * choice + 2)),
                List.of(first + "3"),
                Map.of());
        String output = first + "4";
        editor.addNode(
                "Mul", "", output, List.of(first + "3", setting(NUMBERS * choice + 3)), List.of(output), Map.of());
        for (Edge reader : placed.readers()) {
            editor.replaceInput(reader.reader(), reader.inputIndex(), output);
        }
    }

    /** True when the tensor only repeats values that have gone through the same rounding. */
    private boolean copiesQuantized(String tensor, int choice) {
        Optional<Node> producer = model.graph().producer(tensor).filter(CopyOperators::copies);
        return producer.isPresent()
                && CopyOperators.sources(producer.get()).stream()
                        .allMatch(source -> Integer.valueOf(choice).equals(choiceOf.get(source)));
    }
}
