/** What a calibration has seen so far, kept on disk so that it can go on after it was killed. */
@NullMarked
package dev.octet.calibrator.journal;

import org.jspecify.annotations.NullMarked;
