/** Octet inside another application: no image folder, no command line. Must know public API of the library only. */
@NullMarked
package dev.octet.examples;

import org.jspecify.annotations.NullMarked;
