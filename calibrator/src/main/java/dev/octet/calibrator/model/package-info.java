/**
 * ONNX models: read, check, index, infer shapes, edit, write. Must not know quantization. The generated protobuf types
 * stay inside this package.
 */
@NullMarked
package dev.octet.calibrator.model;

import org.jspecify.annotations.NullMarked;
