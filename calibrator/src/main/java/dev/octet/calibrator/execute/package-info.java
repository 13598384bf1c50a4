/**
 * Loads models into ONNX Runtime so that their integers mean the same on every processor; knows nothing of images, ranges
 * or targets.
 */
@NullMarked
package dev.octet.calibrator.execute;

import org.jspecify.annotations.NullMarked;
