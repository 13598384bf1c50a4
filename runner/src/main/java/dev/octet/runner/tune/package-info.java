/** Choosing how much of a network stays in float, by measured accuracy. */
@NullMarked
package dev.octet.runner.tune;

import org.jspecify.annotations.NullMarked;
