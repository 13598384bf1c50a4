/**
 * Streaming statistics of tensors: exact extremes and counts, and histograms that merge exactly. Must not know how a
 * range is chosen, models or files.
 */
@NullMarked
package dev.octet.calibrator.observe;

import org.jspecify.annotations.NullMarked;
