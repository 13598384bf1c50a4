package dev.octet.calibrator.model;

import java.util.List;

/** Turns what was an attribute into a constant that a node reads, under a name that nothing else has. */
record NewConstants(Node node, Graph graph, ModelEditor editor) {

    /** Makes the node read these numbers at an input. */
    void longs(int input, String role, List<Long> values) {
        String name = fresh(role);
        editor.addInitializer(Initializer.ofLongs(
                name, values.stream().mapToLong(Long::longValue).toArray(), values.size()));
        editor.replaceInput(node, input, name);
    }

    /** Makes the node read a float32 scalar at an input. */
    void scalar(int input, String role, float value) {
        String name = fresh(role);
        editor.addInitializer(Initializer.ofFloats(name, new float[] {value}));
        editor.replaceInput(node, input, name);
    }

    /** Makes the node read a float32 tensor without elements at an input. */
    void noFloats(int input, String role) {
        String name = fresh(role);
        editor.addInitializer(Initializer.ofFloats(name, new float[0], 0));
        editor.replaceInput(node, input, name);
    }

    /** A tensor name that the graph does not have. */
    String fresh(String role) {
        String wanted = node.name() + "_" + role;
        String name = wanted;
        for (int i = 1; taken(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    private boolean taken(String name) {
        return graph.producer(name).isPresent()
                || graph.initializer(name).isPresent()
                || graph.inputs().stream().anyMatch(input -> input.name().equals(name));
    }
}
