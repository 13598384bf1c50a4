/** A model under many loads: which ones, and what was seen. Must not know how a load is put on it, nor the command line. */
@NullMarked
package dev.octet.runner.benchmark.sweep;

import org.jspecify.annotations.NullMarked;
