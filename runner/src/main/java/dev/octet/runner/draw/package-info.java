/** Detections drawn on their photos. Must not know models, files or the command line. */
@NullMarked
package dev.octet.runner.draw;

import org.jspecify.annotations.NullMarked;
