/** Where and how a figure came about: the environment record, the state around a run, and warnings. Must not know models. */
@NullMarked
package dev.octet.benchmarks.environment;

import org.jspecify.annotations.NullMarked;
