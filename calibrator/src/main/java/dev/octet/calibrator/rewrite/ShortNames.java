package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Gives what quantization added short names, and its nodes none: beside four bits a weight, names and their repetitions are
 * some per cent of the file. What the float model had keeps its name.
 */
final class ShortNames {

    private static final int DIGITS = 36;

    private ShortNames() {}

    /** The model with short names for all that the float model does not name. */
    static OnnxModel apply(OnnxModel model, Graph original) {
        Set<String> kept = new HashSet<>();
        Set<String> keptNodes = new HashSet<>();
        original.inputs().stream().map(ValueSpec::name).forEach(kept::add);
        original.initializers().stream().map(Initializer::name).forEach(kept::add);
        for (Node node : original.nodes()) {
            kept.addAll(node.outputs());
            keptNodes.add(node.name());
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (Initializer constant : model.graph().initializers()) {
            shorten(constant.name(), kept, names);
        }
        for (Node node : model.graph().nodes()) {
            node.outputs().forEach(output -> shorten(output, kept, names));
        }
        ModelEditor editor = model.edit();
        editor.renameTensors(names);
        editor.forgetNodeNames(name -> !keptNodes.contains(name));
        return editor.build();
    }

    private static void shorten(String name, Set<String> kept, Map<String, String> names) {
        if (name.isEmpty() || kept.contains(name) || names.containsKey(name)) {
            return;
        }
        String candidate;
        int index = names.size();
        do {
            candidate = "q" + Integer.toString(index, DIGITS);
            index += names.size() + 1;
        } while (!kept.add(candidate));
        names.put(name, candidate);
    }
}
