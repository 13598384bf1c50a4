package dev.octet.calibrator.place;

import dev.octet.calibrator.model.Node;

/**
 * One line of a network's map: a node, with its activation when it is a layer that has one.
 *
 * @param block which part of the network it belongs to, such as {@code neck P4}
 * @param operator what it computes, such as {@code Conv 3x3/2 + SiLU}
 * @param node the node; the layer itself when there is an activation
 * @param channelsIn channels of its first input; -1 when not known
 * @param channelsOut channels of its first output; -1 when not known
 */
public record MapRow(String block, String operator, Node node, long channelsIn, long channelsOut) {

    /** The block of everything behind the last convolutions. */
    public static final String DECODE = "decode";
}
