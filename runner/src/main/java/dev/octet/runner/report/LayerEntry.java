package dev.octet.runner.report;

/**
 * A layer of the float network.
 *
 * @param block the part of the network that it belongs to, such as {@code neck P4}
 * @param operator what it computes, such as {@code Conv 3x3/2 + SiLU}
 * @param node its name
 * @param channelsIn channels of its first input; -1 when not known
 * @param channelsOut channels of its first output; -1 when not known
 * @param macs multiply-accumulates for one image
 * @param int8 whether it computes in integers
 * @param reason why
 */
public record LayerEntry(
        String block,
        String operator,
        String node,
        long channelsIn,
        long channelsOut,
        long macs,
        boolean int8,
        String reason) {}
