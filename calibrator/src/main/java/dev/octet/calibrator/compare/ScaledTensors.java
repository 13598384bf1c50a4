package dev.octet.calibrator.compare;

import dev.octet.calibrator.model.OnnxModel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tensors that a repair has scaled channel by channel: they differ from the float model's without harm. */
public final class ScaledTensors {

    /** Metadata of a quantized file: the equalized tensors, separated by blanks. */
    public static final String KEY = "octet.equalized";

    private ScaledTensors() {}

    /** The names as the metadata has them. */
    public static String value(List<String> tensors) {
        return String.join(" ", tensors);
    }

    /** The equalized tensors of both models, and what goes into the activations that make them. */
    public static Set<String> of(OnnxModel first, OnnxModel second) {
        Set<String> scaled = new HashSet<>();
        for (OnnxModel model : List.of(first, second)) {
            for (String tensor : model.metadata(KEY).orElse("").split(" ", -1)) {
                scaled.add(tensor);
                first.graph()
                        .producer(tensor)
                        .ifPresent(maker -> scaled.addAll(maker.inputs().stream()
                                .filter(input -> first.graph()
                                        .producer(input)
                                        .filter(node -> node.opType().equals("Conv"))
                                        .isPresent())
                                .toList()));
            }
        }
        return scaled;
    }
}
