/** How good detections are: COCO annotations, COCO results, and mean average precision. Must not know models. */
@NullMarked
package dev.octet.runner.evaluate;

import org.jspecify.annotations.NullMarked;
