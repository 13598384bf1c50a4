package dev.octet.calibrator.torchscript;

import dev.octet.calibrator.model.Node;

/** How an operator between DequantizeLinear and QuantizeLinear becomes one on integers. */
@FunctionalInterface
interface IntegerRule {

    /** Adds its lines; false, and nothing added, when this node does not stand so or has no counterpart. */
    boolean tryEmit(Conversion conversion, Node node);
}
