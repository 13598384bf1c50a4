/**
 * From an ONNX graph with Q/DQ to a TorchScript module with quantized weights. Must not know images, detectors or how ranges
 * were chosen.
 */
@NullMarked
package dev.octet.calibrator.torchscript;

import org.jspecify.annotations.NullMarked;
