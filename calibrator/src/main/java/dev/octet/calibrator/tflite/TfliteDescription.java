package dev.octet.calibrator.tflite;

import java.util.List;
import java.util.Optional;

/**
 * What an application has to know to use a model, for the metadata of the file.
 *
 * @param name of the model
 * @param description one or two sentences
 * @param image how pictures are prepared; empty for a model that takes none
 * @param labels of the classes, in order; empty when they are not known
 */
public record TfliteDescription(String name, String description, Optional<Image> image, List<String> labels) {

    public TfliteDescription {
        labels = List.copyOf(labels);
    }

    /**
     * How a picture becomes an input: {@code (pixel - mean) / deviation} for each channel, of pixels 0..255.
     *
     * @param rgb true for RGB, false for BGR
     * @param mean for all channels or for each
     * @param deviation for all channels or for each
     * @param preparation all of it, in one line: size, place and colour of the border, interpolation
     */
    public record Image(boolean rgb, List<Float> mean, List<Float> deviation, String preparation) {
        public Image {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
            if (mean.size() != deviation.size() || mean.isEmpty()) {
                throw new IllegalArgumentException(
                        "mean " + mean + " and deviation " + deviation + " must have as many values, at least one");
            }
        }
    }
}
