/** What went wrong, in words that a user can act on. Must not know native libraries, models or the command line. */
@NullMarked
package dev.octet.bindings.failure;

import org.jspecify.annotations.NullMarked;
