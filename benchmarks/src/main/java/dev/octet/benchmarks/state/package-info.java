/** What a Linux machine does at a moment: clocks, heat, load, desktop. Must not know Jetsons, GPUs or measuring. */
@NullMarked
package dev.octet.benchmarks.state;

import org.jspecify.annotations.NullMarked;
