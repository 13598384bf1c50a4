/** Calibration and evaluation as jobs of Apache Spark, which schedules, moves data and retries. */
@NullMarked
package dev.octet.examples.spark;

import org.jspecify.annotations.NullMarked;
