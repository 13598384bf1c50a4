/**
 * Pictures: checked before OpenCV sees them, decoded, turned upright, resized and laid out as a tensor. Must not know
 * what the tensor is for.
 */
@NullMarked
package dev.octet.bindings.opencv;

import org.jspecify.annotations.NullMarked;
