package dev.octet.runner.evaluate;

import java.util.Optional;

/**
 * A box in an image for people to look at.
 *
 * @param x left edge, px
 * @param y top edge, px
 * @param width px
 * @param height px
 * @param label name of its class
 * @param score 0 to 1; empty for what is annotated
 */
public record LabelledBox(double x, double y, double width, double height, String label, Optional<Double> score) {}
