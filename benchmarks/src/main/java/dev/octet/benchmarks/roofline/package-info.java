/**
 * What a device allows at most, and how near to it a run came. Must not know how runs are timed, nor what a detection is.
 */
@NullMarked
package dev.octet.benchmarks.roofline;

import org.jspecify.annotations.NullMarked;
