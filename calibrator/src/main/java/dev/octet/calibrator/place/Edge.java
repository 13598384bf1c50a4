package dev.octet.calibrator.place;

import dev.octet.calibrator.model.Node;

/**
 * One input of one node.
 *
 * @param reader the node
 * @param inputIndex which of its inputs, from 0
 */
public record Edge(Node reader, int inputIndex) {

    public Edge {
        if (inputIndex < 0 || inputIndex >= reader.inputs().size()) {
            throw new IllegalArgumentException("inputIndex " + inputIndex + " is not an input of " + reader.name());
        }
    }

    /** The tensor that travels along the edge. */
    public String tensor() {
        return reader.inputs().get(inputIndex);
    }
}
