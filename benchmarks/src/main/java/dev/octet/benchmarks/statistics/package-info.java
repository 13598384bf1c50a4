/** What can be said of samples: quantiles, medians, ratios and their intervals. Must not know what was measured. */
@NullMarked
package dev.octet.benchmarks.statistics;

import org.jspecify.annotations.NullMarked;
