/**
 * TensorRT engines on disk: built in a process of their own, described by a manifest, checked before they are used. Must
 * not know detectors or the command line.
 */
@NullMarked
package dev.octet.runner.engine;

import org.jspecify.annotations.NullMarked;
