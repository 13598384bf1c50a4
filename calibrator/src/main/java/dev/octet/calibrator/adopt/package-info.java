/** Models that another tool quantized: their scales are read, checked, and kept for another target. */
@NullMarked
package dev.octet.calibrator.adopt;

import org.jspecify.annotations.NullMarked;
