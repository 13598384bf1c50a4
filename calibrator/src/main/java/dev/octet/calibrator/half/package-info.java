/**
 * From float32 to half precision: everything of a model that is not quantized, for runtimes that take types from the graph.
 * Must not know how a model was quantized, nor which runtime reads it.
 */
@NullMarked
package dev.octet.calibrator.half;

import org.jspecify.annotations.NullMarked;
