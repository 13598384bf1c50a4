/** TensorRT engines under a load. Must not know files and the command line. */
@NullMarked
package dev.octet.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
