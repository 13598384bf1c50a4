/** Measurements repeated in processes of their own. Must not know what is measured in them, nor the command line. */
@NullMarked
package dev.octet.runner.benchmark.repeat;

import org.jspecify.annotations.NullMarked;
