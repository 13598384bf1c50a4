/**
 * Changes to the float model that make it easier to quantize and leave what it computes as it is; knows nothing of ranges
 * and placement.
 */
@NullMarked
package dev.octet.calibrator.repair;

import org.jspecify.annotations.NullMarked;
