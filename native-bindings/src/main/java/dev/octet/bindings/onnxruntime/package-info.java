/**
 * ONNX Runtime behind owned Java types: sessions that run without copying, and tensors over direct buffers. Must not
 * know what the models compute.
 */
@NullMarked
package dev.octet.bindings.onnxruntime;

import org.jspecify.annotations.NullMarked;
