package dev.octet.calibrator.place;

import dev.octet.calibrator.model.Node;

/**
 * What was decided about one node.
 *
 * @param node the node
 * @param precision what it computes in
 * @param reason why
 */
public record NodeDecision(Node node, Precision precision, Reason reason) {}
