/**
 * Choosing the activation range that a tensor's integers cover, from its statistics. Must not know models, images, or
 * how a range is applied.
 */
@NullMarked
package dev.octet.calibrator.range;

import org.jspecify.annotations.NullMarked;
