/** A whole detector measured, from files to detections, stage by stage. Must not know the command line. */
@NullMarked
package dev.octet.runner.benchmark.pipeline;

import org.jspecify.annotations.NullMarked;
