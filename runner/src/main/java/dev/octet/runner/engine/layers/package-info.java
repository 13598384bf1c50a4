/**
 * What TensorRT made of a network, layer by layer, from its inspector's JSON: which layers compute in INT8, which in
 * float and why. Must not know TensorRT itself, nor the command line.
 */
@NullMarked
package dev.octet.runner.engine.layers;

import org.jspecify.annotations.NullMarked;
