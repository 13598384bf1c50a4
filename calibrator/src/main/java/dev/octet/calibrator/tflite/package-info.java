/** ONNX models as TensorFlow Lite flatbuffers, in floats or integers. Must not know detectors, images or the command line. */
@NullMarked
package dev.octet.calibrator.tflite;

import org.jspecify.annotations.NullMarked;
