package dev.octet.calibrator.model;

import java.util.List;

/**
 * One operator of a graph.
 *
 * @param id its place in the file, from 0; identifies it within its graph
 * @param name its name, made up from operator and id when the file has none
 * @param opType the operator
 * @param domain the operator set's domain; empty for ai.onnx
 * @param inputs tensor names, empty where an optional input is left out
 * @param outputs tensor names, empty where an optional output is left out
 * @param attributes its attributes
 */
public record Node(
        int id,
        String name,
        String opType,
        String domain,
        List<String> inputs,
        List<String> outputs,
        Attributes attributes) {

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The name of an input, or empty when it is left out. */
    public String inputOrEmpty(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }
}
