/** A whole quantization, from float to figures, on scenes that are drawn for it. Must not know the command line. */
@NullMarked
package dev.octet.runner.demo;

import org.jspecify.annotations.NullMarked;
