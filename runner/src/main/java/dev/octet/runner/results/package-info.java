/** The files that tell what was found in images. Must not know models or the command line. */
@NullMarked
package dev.octet.runner.results;

import org.jspecify.annotations.NullMarked;
