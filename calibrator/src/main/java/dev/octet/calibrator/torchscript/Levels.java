package dev.octet.calibrator.torchscript;

/**
 * A quantized tensor in the script.
 *
 * @param variable that holds it
 * @param grid of its integers
 */
record Levels(String variable, Grid grid) {}
