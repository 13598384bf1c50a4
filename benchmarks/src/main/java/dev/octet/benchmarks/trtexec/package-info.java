/**
 * trtexec's figures from the times of queries: its definitions, its arithmetic in float, its lines. Must not know what ran
 * the queries.
 */
@NullMarked
package dev.octet.benchmarks.trtexec;

import org.jspecify.annotations.NullMarked;
