/** The command line: options in, one library call, results out. Must not know how anything is computed. */
@NullMarked
package dev.octet.runner.cli;

import org.jspecify.annotations.NullMarked;
