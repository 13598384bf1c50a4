/** TensorFlow Lite's interpreter: models that run on phones, run here. Must not know what the models do. */
@NullMarked
package dev.octet.bindings.tflite;

import org.jspecify.annotations.NullMarked;
