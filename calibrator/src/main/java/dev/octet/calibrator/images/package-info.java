/**
 * From a folder of pictures to the tensor that a model expects. Must not know models, quantization or annotations.
 */
@NullMarked
package dev.octet.calibrator.images;

import org.jspecify.annotations.NullMarked;
