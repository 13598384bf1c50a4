package dev.octet.runner.report;

import java.util.List;
import java.util.Optional;

/**
 * An image with what is in it and what both models found.
 *
 * @param file its name
 * @param width px, of the original
 * @param height px, of the original
 * @param jpeg a smaller copy, Base64
 * @param before F1 of the float model on it, 0 to 1
 * @param after F1 of the INT8 model
 * @param truth what is annotated
 * @param reference what the float model found
 * @param quantized what the INT8 model found
 */
public record PictureEntry(
        String file,
        int width,
        int height,
        String jpeg,
        double before,
        double after,
        List<Box> truth,
        List<Box> reference,
        List<Box> quantized) {

    public PictureEntry {
        truth = List.copyOf(truth);
        reference = List.copyOf(reference);
        quantized = List.copyOf(quantized);
    }

    /**
     * A box, px of the original.
     *
     * @param x left edge
     * @param y top edge
     * @param width of the box
     * @param height of the box
     * @param label name of the class
     * @param score 0 to 1; empty for what is annotated
     */
    public record Box(double x, double y, double width, double height, String label, Optional<Double> score) {}
}
