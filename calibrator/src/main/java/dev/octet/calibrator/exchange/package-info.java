/**
 * Files that hold a range for each tensor: calibration tables, and those that other tools read and write. They are told
 * apart by content, checked, compared and turned into one another. Must not know how ranges are observed or applied.
 */
@NullMarked
package dev.octet.calibrator.exchange;

import org.jspecify.annotations.NullMarked;
