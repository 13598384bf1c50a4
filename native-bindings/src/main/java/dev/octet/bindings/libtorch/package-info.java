/**
 * libtorch: tensors that remember how they were made, operators on them, and an optimizer. An add-on: without it on the class
 * path {@link dev.octet.bindings.libtorch.LibTorch#library()} says how to get it, and nothing else here may be called. Must
 * not know models or quantization schemes.
 */
@NullMarked
package dev.octet.bindings.libtorch;

import org.jspecify.annotations.NullMarked;
