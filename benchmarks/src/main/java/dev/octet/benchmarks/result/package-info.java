/** Results read back, and two of them compared. Must not know how they were measured. */
@NullMarked
package dev.octet.benchmarks.result;

import org.jspecify.annotations.NullMarked;
