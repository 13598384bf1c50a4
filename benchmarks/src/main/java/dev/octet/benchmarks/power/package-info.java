/** Energy and power of what runs: sources, sampling and joules per image. Must not know what runs. */
@NullMarked
package dev.octet.benchmarks.power;

import org.jspecify.annotations.NullMarked;
