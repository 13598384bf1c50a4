/** NVIDIA's management library: what a device draws and how it is set. Must not know TensorRT or measuring. */
@NullMarked
package dev.octet.bindings.nvml;

import org.jspecify.annotations.NullMarked;
