/**
 * NVIDIA's CUDA: the driver, the runtime and the devices, behind types of our own. Must not know TensorRT, models or
 * quantization.
 */
@NullMarked
package dev.octet.bindings.cuda;

import org.jspecify.annotations.NullMarked;
