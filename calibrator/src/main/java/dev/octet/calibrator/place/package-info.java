/**
 * Which tensors get a Q/DQ pair and which nodes run in integers, with a reason for every node left in float. Must not
 * know ranges, files or how a graph is edited.
 */
@NullMarked
package dev.octet.calibrator.place;

import org.jspecify.annotations.NullMarked;
