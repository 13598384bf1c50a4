/** Octet inside another application: no image folder, no command line. */
@NullMarked
package dev.octet.examples;

import org.jspecify.annotations.NullMarked;
