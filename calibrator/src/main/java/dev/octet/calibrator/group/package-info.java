/** Tensors that must share one scale because an operator only copies their values. Must not know ranges or targets. */
@NullMarked
package dev.octet.calibrator.group;

import org.jspecify.annotations.NullMarked;
