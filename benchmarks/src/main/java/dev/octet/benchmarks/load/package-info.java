/**
 * The load loop: queries on one or more lanes, in flight or one by one, as fast as they go or at a given rate, and all that
 * was seen of them. Must not know what runs a query, and who prints.
 */
@NullMarked
package dev.octet.benchmarks.load;

import org.jspecify.annotations.NullMarked;
