/** The measuring harness: timed workloads and what can be said of their samples. Must not know what a detection is. */
@NullMarked
package dev.octet.benchmarks;

import org.jspecify.annotations.NullMarked;
