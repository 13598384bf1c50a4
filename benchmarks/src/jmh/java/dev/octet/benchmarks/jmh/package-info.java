/** JMH suites of the calibrator's inner loops, and what compares their figures; see docs/performance.md. */
@NullMarked
package dev.octet.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
