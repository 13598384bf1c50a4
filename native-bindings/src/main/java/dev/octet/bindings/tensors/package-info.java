/** Tensors in memory that native libraries share, and what is known about them. Must not know any library. */
@NullMarked
package dev.octet.bindings.tensors;

import org.jspecify.annotations.NullMarked;
