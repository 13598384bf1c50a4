/**
 * What a Jetson tells of itself: rails, clocks, power mode, fan. Must not know what runs on it. Facts are those of
 * NVIDIA's Jetson Linux Developer Guide and of the kernel's drivers; every path is under a root that is handed in.
 */
@NullMarked
package dev.octet.benchmarks.jetson;

import org.jspecify.annotations.NullMarked;
