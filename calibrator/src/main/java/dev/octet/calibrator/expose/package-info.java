/** The float model with its inner tensors as outputs; knows nothing of statistics or ranges. */
@NullMarked
package dev.octet.calibrator.expose;

import org.jspecify.annotations.NullMarked;
