/**
 * Chooses ranges, and what stays in float, by what each choice does to the network's outputs on a few samples; knows nothing
 * of detections: the error of an output is handed in.
 */
@NullMarked
package dev.octet.calibrator.search;

import org.jspecify.annotations.NullMarked;
