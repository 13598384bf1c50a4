/**
 * From a float graph and its quantization parameters to a Q/DQ graph, one pass a file. Must not know how ranges were
 * chosen or why a node stays in float.
 */
@NullMarked
package dev.octet.calibrator.rewrite;

import org.jspecify.annotations.NullMarked;
