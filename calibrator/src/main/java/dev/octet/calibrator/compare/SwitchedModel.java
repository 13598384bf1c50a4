package dev.octet.calibrator.compare;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A Q/DQ model whose groups of activation pairs can be switched off: {@code x' = switch > 0.5 ? dequantize(quantize(x)) : x}.
 * What moves integers between the two halves of a pair moves floats here. Weights stay quantized.
 */
final class SwitchedModel {

    /** The input {@code [groups] float32}: 1 where a group is quantized, 0 where it is not. */
    static final String SWITCHES = "octet_switches";

    private static final String HALF = "octet_half";
    private static final String NOTHING = "octet_nothing";

    private final Graph graph;
    private final ModelEditor editor;

    private SwitchedModel(OnnxModel quantized) {
        this.graph = quantized.graph();
        this.editor = quantized.edit();
    }

    /** The model with one switch for each of these groups of QuantizeLinear nodes. */
    static OnnxModel of(OnnxModel quantized, Collection<List<Node>> groups) {
        SwitchedModel switched = new SwitchedModel(quantized);
        switched.addSwitches(groups.size());
        int group = 0;
        for (List<Node> pairs : groups) {
            int index = group++;
            pairs.forEach(pair -> switched.addSwitch(pair, condition(index)));
        }
        switched.editor.cutToOutputs();
        return switched.editor.build();
    }

    private static String condition(int group) {
        return SWITCHES + "_" + group;
    }

    private void addSwitches(int groups) {
        editor.addInput(SWITCHES, TensorType.FLOAT, groups);
        editor.addInitializer(Initializer.ofFloats(HALF, new float[] {0.5f}));
        editor.addInitializer(Initializer.ofFloats(NOTHING, new float[] {0}));
        List<String> rows = new ArrayList<>();
        long[] ones = new long[groups];
        for (int i = 0; i < groups; i++) {
            String row = condition(i) + "_row";
            rows.add(row);
            ones[i] = 1;
            editor.addNode("Greater", "", condition(i), List.of(row, HALF), List.of(condition(i)), Map.of());
        }
        editor.addInitializer(Initializer.ofLongs(SWITCHES + "_sizes", ones, groups));
        editor.addNode(
                "Split", "", SWITCHES + "_split", List.of(SWITCHES, SWITCHES + "_sizes"), rows, Map.of("axis", 0L));
    }

    private void addSwitch(Node pair, String condition) {
        String integers = pair.outputs().get(0);
        String rounded = integers + "_rounded";
        String switched = integers + "_switched";
        List<String> inputs = new ArrayList<>(pair.inputs());
        inputs.set(0, integers);
        editor.addNode("DequantizeLinear", "", rounded, inputs, List.of(rounded), Map.of());
        editor.addNode(
                "Where", "", switched, List.of(condition, rounded, pair.inputs().get(0)), List.of(switched), Map.of());
        pass(integers, switched);
    }

    /** Gives the readers of integers floats: past a DequantizeLinear as they are, through other nodes by their operators. */
    private void pass(String integers, String floats) {
        for (Node reader : graph.consumers(integers)) {
            if (reader.opType().equals("DequantizeLinear")) {
                String output = reader.outputs().get(0);
                graph.consumers(output).forEach(node -> replace(node, output, floats));
                continue;
            }
            replace(reader, integers, floats);
            if (reader.opType().equals("Pad") && !reader.inputOrEmpty(2).isEmpty()) {
                editor.replaceInput(reader, 2, NOTHING);
            }
            reader.outputs().forEach(output -> pass(output, output));
        }
    }

    private void replace(Node reader, String from, String to) {
        for (int i = 0; i < reader.inputs().size(); i++) {
            if (reader.inputs().get(i).equals(from)) {
                editor.replaceInput(reader, i, to);
            }
        }
    }
}
