package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import java.util.Optional;
import org.tensorflow.lite.schema.ActivationFunctionType;

/**
 * What a layer does to its results before it writes them.
 *
 * @param function of {@link ActivationFunctionType}
 * @param last the layer, or the activation behind it that it takes over
 * @param output what that one makes
 */
record FusedActivation(byte function, Node last, String output) {

    private static final float SIX = 6;

    /** The ReLU or ReLU6 that alone reads what the layer makes, in the same numbers; it is done with then. */
    static FusedActivation behind(Conversion conversion, Node layer) {
        String made = layer.outputs().get(0);
        Optional<Node> reader = conversion.graph().onlyReader(made);
        Optional<Byte> function = reader.flatMap(node -> function(conversion, node));
        if (function.isPresent() && conversion.type(reader.get()) == conversion.type(layer)) {
            Node fused = reader.get();
            conversion.fuse(fused);
            return new FusedActivation(function.get(), fused, fused.outputs().get(0));
        }
        return new FusedActivation(ActivationFunctionType.NONE, layer, made);
    }

    private static Optional<Byte> function(Conversion conversion, Node node) {
        return switch (node.opType()) {
            case "Relu" -> Optional.of(ActivationFunctionType.RELU);
            case "Clip" ->
                isRelu6(conversion, node) ? Optional.of(ActivationFunctionType.RELU6) : Optional.<Byte>empty();
            default -> Optional.empty();
        };
    }

    /** True for a Clip to [0, 6]. */
    static boolean isRelu6(Conversion conversion, Node clip) {
        return bound(conversion, clip, 1, "min").filter(low -> low == 0).isPresent()
                && bound(conversion, clip, 2, "max").filter(high -> high == SIX).isPresent();
    }

    /** An end of a Clip, from its inputs or attributes; nothing when it is open or computed. */
    static Optional<Float> bound(Conversion conversion, Node clip, int input, String attribute) {
        if (clip.attributes().has(attribute)) {
            return Optional.of(clip.attributes().number(attribute, 0));
        }
        return conversion
                .graph()
                .initializer(clip.inputOrEmpty(input))
                .map(Initializer::floats)
                .map(values -> values[0]);
    }
}
