/**
 * Calibration tables: what calibration found out about every tensor, as a file that merges, verifies itself and knows its
 * model. Must not know how a model is run or quantized.
 */
@NullMarked
package dev.octet.calibrator.table;

import org.jspecify.annotations.NullMarked;
