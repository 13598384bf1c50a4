/** Draws pictures of shapes and knows exactly where each shape is. Must not know models, detectors or the command line. */
@NullMarked
package dev.octet.runner.demo.scene;

import org.jspecify.annotations.NullMarked;
