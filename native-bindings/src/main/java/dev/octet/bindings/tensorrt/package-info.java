/** NVIDIA's TensorRT behind types of our own. Must not know models, images or quantization. */
@NullMarked
package dev.octet.bindings.tensorrt;

import org.jspecify.annotations.NullMarked;
