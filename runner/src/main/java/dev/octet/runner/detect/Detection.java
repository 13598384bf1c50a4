package dev.octet.runner.detect;

/**
 * One detected object, in px of the upright photo.
 *
 * @param x0 left edge
 * @param y0 top edge
 * @param x1 right edge
 * @param y1 bottom edge
 * @param score confidence, 0 to 1
 * @param classIndex which of the model's classes, from 0
 */
public record Detection(double x0, double y0, double x1, double y1, double score, int classIndex) {}
