package dev.octet.calibrator.model;

/** How one operator is written in the next version of the operator set. */
interface OperatorUpgrade {

    /** True for nodes that have to be written differently. */
    boolean applies(Node node);

    /** Writes one of them so that it means what it meant. */
    void apply(Node node, Graph graph, ModelEditor editor);
}
