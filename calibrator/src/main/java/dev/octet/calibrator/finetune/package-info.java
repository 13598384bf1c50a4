/**
 * Training of a quantized network against the float network that it comes from: the graph on libtorch, fake quantization where
 * Q/DQ pairs will be, losses, the loop. Must not know detectors, annotations or the command line.
 */
@NullMarked
package dev.octet.calibrator.finetune;

import org.jspecify.annotations.NullMarked;
