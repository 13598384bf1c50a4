package dev.octet.runner.report;

import dev.octet.runner.evaluate.LabelledBox;
import java.util.List;

/**
 * An image with what is in it and what both models found.
 *
 * @param file its name
 * @param width px, of the original
 * @param height px, of the original
 * @param jpeg a smaller copy, Base64
 * @param before F1 of the float model on it, 0 to 1
 * @param after F1 of the INT8 model
 * @param truth what is annotated, px of the original
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
        List<LabelledBox> truth,
        List<LabelledBox> reference,
        List<LabelledBox> quantized) {

    public PictureEntry {
        truth = List.copyOf(truth);
        reference = List.copyOf(reference);
        quantized = List.copyOf(quantized);
    }
}
