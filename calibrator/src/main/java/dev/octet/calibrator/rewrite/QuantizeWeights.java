package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.scheme.WeightScheme;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores the weights of integer layers as int8 with one scale per output channel, behind a DequantizeLinear. The float
 * weights leave the file.
 */
final class QuantizeWeights implements GraphPass {

    @Override
    public void apply(Rewriting rewriting) {
        Map<String, Stored> stored = new HashMap<>();
        PackedWeights packed = new PackedWeights(
                rewriting.request().target().levels().bits(),
                !rewriting.request().target().activations().signed());
        for (Node layer : rewriting.request().placement().layers()) {
            LayerWeights constants = LayerWeights.of(rewriting.graph(), layer);
            Stored weights = stored.computeIfAbsent(constants.key(), k -> store(rewriting, layer, constants, packed));
            rewriting.editor().replaceInput(layer, 1, weights.tensor());
            rewriting.rememberWeightScales(layer, weights.channels().scales());
        }
        packed.writeTo(rewriting.editor());
    }

    private record Stored(String tensor, ChannelQuantization channels) {}

    private static Stored store(Rewriting rewriting, Node layer, LayerWeights constants, PackedWeights packed) {
        Initializer weights = constants.weights();
        boolean perTensor = constants.isPerTensor();
        ChannelQuantization channels = quantized(rewriting, layer, constants);
        String quantized = weights.name() + "_q";
        String scale = weights.name() + "_scale";
        if (isPacked(constants.scheme(rewriting.request().target()))) {
            packed.add(quantized, channels);
            scale = PackedWeights.scaleOf(quantized);
        } else {
            ModelEditor editor = rewriting.editor();
            editor.addInitializer(Initializer.of(quantized, TensorType.INT8, weights.shape(), channels.values()));
            editor.addInitializer(
                    perTensor
                            ? Initializer.ofFloats(scale, channels.scales())
                            : Initializer.ofFloats(scale, channels.scales(), channels.scales().length));
        }
        Map<String, Object> attributes = perTensor ? Map.of() : Map.of("axis", (long) constants.channelAxis());
        List<String> inputs = new ArrayList<>(List.of(quantized, scale));
        zeroPoint(rewriting, constants, quantized, channels).ifPresent(inputs::add);
        String output = rewriting.dequantize(weights.name(), inputs, attributes);
        return new Stored(output, channels);
    }

    private static ChannelQuantization quantized(Rewriting rewriting, Node layer, LayerWeights constants) {
        RewriteRequest request = rewriting.request();
        ChannelQuantization settled = request.weights().get(constants.key());
        if (settled != null) {
            return settled;
        }
        double[] smallest = request.target().int32Bias()
                ? constants.smallestScales(
                        request.target(), rewriting.inputParameters(layer).scale())
                : new double[0];
        return constants.quantized(request.target(), smallest);
    }

    /**
     * ONNX Runtime ends the process when it is asked for exact sums ({@code session.x64quantprecision}) and the zero point of
     * int8 weights beside uint8 activations is left out, or shared.
     */
    private static Optional<String> zeroPoint(
            Rewriting rewriting, LayerWeights constants, String quantized, ChannelQuantization channels) {
        DeploymentTarget target = rewriting.request().target();
        if (target.activations().signed()) {
            return Optional.empty();
        }
        if (isPacked(constants.scheme(target))) {
            return Optional.of(PackedWeights.zeroOf(quantized));
        }
        String zero = constants.weights().name() + "_zero";
        byte[] zeros = new byte[channels.scales().length];
        TensorShape shape =
                constants.channelAxis() == LayerWeights.PER_TENSOR ? TensorShape.of() : TensorShape.of(zeros.length);
        rewriting.editor().addInitializer(Initializer.of(zero, TensorType.INT8, shape, zeros));
        return Optional.of(zero);
    }

    /** Indices of eight bits would be no smaller than the integers themselves. */
    private static boolean isPacked(WeightScheme scheme) {
        return scheme.bits() < Byte.SIZE;
    }
}
