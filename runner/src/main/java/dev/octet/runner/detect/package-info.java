/** From a detector's output tensors to detections on the photo: heads, decode, NMS. Must not know runtimes or files. */
@NullMarked
package dev.octet.runner.detect;

import org.jspecify.annotations.NullMarked;
