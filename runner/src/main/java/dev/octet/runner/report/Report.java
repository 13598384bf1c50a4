package dev.octet.runner.report;

import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of one quantization; what was not measured is absent.
 *
 * @param origin which files, on what machine, from what images
 * @param speed float against INT8 on one machine
 * @param accuracy float against INT8 on annotated images
 * @param fidelity how far tensors are apart, along the network
 * @param layers the float network's map, in graph order, with what is in integers and why the rest is not
 * @param tensors what was seen of every calibrated tensor and what was made of it, in graph order
 * @param pictures images that changed most, largest change first
 * @param training how the training went, where there was one
 */
public record Report(
        Origin origin,
        Optional<Speed> speed,
        Optional<Accuracy> accuracy,
        Optional<Fidelity> fidelity,
        List<LayerEntry> layers,
        List<TensorEntry> tensors,
        List<PictureEntry> pictures,
        Optional<TrainingCourse> training) {

    public Report {
        layers = List.copyOf(layers);
        tensors = List.copyOf(tensors);
        pictures = List.copyOf(pictures);
    }

    /** The report of a quantization without training. */
    public Report(
            Origin origin,
            Optional<Speed> speed,
            Optional<Accuracy> accuracy,
            Optional<Fidelity> fidelity,
            List<LayerEntry> layers,
            List<TensorEntry> tensors,
            List<PictureEntry> pictures) {
        this(origin, speed, accuracy, fidelity, layers, tensors, pictures, Optional.empty());
    }

    /** The same with how its training went. */
    public Report withTraining(TrainingCourse course) {
        return new Report(origin, speed, accuracy, fidelity, layers, tensors, pictures, Optional.of(course));
    }

    /** Multiply-accumulates of layers in INT8 as a share of all, 0 to 1; 0 where there are none. */
    public double int8MacShare() {
        long all = layers.stream().mapToLong(LayerEntry::macs).sum();
        long integer = layers.stream()
                .filter(LayerEntry::int8)
                .mapToLong(LayerEntry::macs)
                .sum();
        return all == 0 ? 0 : (double) integer / all;
    }
}
