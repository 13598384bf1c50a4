/**
 * NVIDIA's CUDA runtime behind owned types: device, streams, events, memory, graphs. Every status is decoded; what is
 * closed cannot be used. Must not know TensorRT.
 */
@NullMarked
package dev.octet.bindings.cuda;

import org.jspecify.annotations.NullMarked;
