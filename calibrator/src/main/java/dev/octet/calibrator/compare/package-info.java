/** Compares what two models make of the same inputs, tensor by tensor. */
@NullMarked
package dev.octet.calibrator.compare;

import org.jspecify.annotations.NullMarked;
