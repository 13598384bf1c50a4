package dev.octet.calibrator.tflite;

/**
 * A tensor of the ONNX graph, as it was made in the file.
 *
 * @param tensor number of the tensor in the file
 * @param layout in which order it stands there
 * @param numbers what it holds
 */
record Value(int tensor, Layout layout, Numbers numbers) {}
