/**
 * NVIDIA's TensorRT behind owned types: builder, network, parser, engine, execution context, calibrators. What it logs
 * goes to SLF4J and into the messages of failures. Must not know detectors, datasets or files of ours.
 */
@NullMarked
package dev.octet.bindings.tensorrt;

import org.jspecify.annotations.NullMarked;
