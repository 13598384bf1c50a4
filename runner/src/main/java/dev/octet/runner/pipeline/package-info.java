/** Photos through a detector: the one way from an image folder to detections. Must not know the command line. */
@NullMarked
package dev.octet.runner.pipeline;

import org.jspecify.annotations.NullMarked;
