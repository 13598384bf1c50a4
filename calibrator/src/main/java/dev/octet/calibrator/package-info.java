/**
 * The library face: calibrate a model, quantize it for a deployment target, write the result. Must not know detectors,
 * annotations, the command line or printing.
 */
@NullMarked
package dev.octet.calibrator;

import org.jspecify.annotations.NullMarked;
