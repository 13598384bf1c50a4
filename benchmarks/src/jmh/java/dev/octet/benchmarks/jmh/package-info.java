/** JMH suites of the calibrator's inner loops; run by hand, see docs/calibration.md. */
@NullMarked
package dev.octet.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
