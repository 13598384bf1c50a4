package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.place.Body;
import dev.octet.calibrator.place.NodeDecision;
import dev.octet.calibrator.place.Precision;
import dev.octet.calibrator.scheme.ChannelQuantization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where weights are stored packed, stores those of convolutions that stay in float as int8 with a scale for each channel:
 * beside four bits a weight, their 32 would be a tenth of the file. They are floats again when a runtime has loaded the file
 * (Cast and Mul of constants); such a layer computes in float, with weights that are off by half a step of 127.
 */
final class StoreFloatWeights implements GraphPass {

    private static final long FLOAT = 1;

    /** Fewer weights than this are not worth the nodes. */
    private static final long WORTHWHILE = 1000;

    @Override
    public void apply(Rewriting rewriting) {
        if (!rewriting.isPacked()) {
            return;
        }
        for (NodeDecision decision : rewriting.request().placement().decisions()) {
            Node node = decision.node();
            if (decision.precision() == Precision.FLOAT
                    && Body.isWeighted(node)
                    && node.opType().equals("Conv")
                    && rewriting
                            .graph()
                            .initializer(node.inputOrEmpty(1))
                            .filter(weights -> weights.shape().elementCount() >= WORTHWHILE
                                    && rewriting
                                                    .graph()
                                                    .consumers(weights.name())
                                                    .size()
                                            == 1)
                            .isPresent()) {
                store(
                        rewriting.editor(),
                        node,
                        LayerWeights.of(rewriting.graph(), node).weights());
            }
        }
    }

    private static void store(ModelEditor editor, Node layer, Initializer weights) {
        ChannelQuantization channels = ChannelQuantization.of(weights.floats(), weights.shape(), 0);
        long[] perChannel = new long[weights.shape().rank()];
        Arrays.fill(perChannel, 1);
        perChannel[0] = channels.scales().length;
        String integers = weights.name() + "_q";
        String floats = weights.name() + "_f";
        String scaled = weights.name() + "_w";
        String scale = weights.name() + "_scale";
        editor.addInitializer(Initializer.of(integers, TensorType.INT8, weights.shape(), channels.values()));
        editor.addInitializer(Initializer.ofFloats(scale, channels.scales(), perChannel));
        editor.addNode("Cast", "", floats, List.of(integers), List.of(floats), Map.of("to", FLOAT));
        editor.addNode("Mul", "", scaled, List.of(floats, scale), List.of(scaled), Map.of());
        editor.replaceInput(layer, 1, scaled);
    }
}
