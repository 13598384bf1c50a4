/**
 * Number formats as data and the arithmetic from a range to integers and back. Must not know where a range comes from,
 * models or deployment targets.
 */
@NullMarked
package dev.octet.calibrator.scheme;

import org.jspecify.annotations.NullMarked;
