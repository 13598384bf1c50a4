/** Files of the kernel with one value each, under a root. Must not know what the values mean. */
@NullMarked
package dev.octet.benchmarks.sysfs;

import org.jspecify.annotations.NullMarked;
