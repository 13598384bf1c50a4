package dev.octet.runner.engine.layers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place of an engine that costs time, and what to do about it.
 *
 * @param kind what it is
 * @param layers the layers, in the order in which they run
 * @param nodes the ONNX nodes that they are
 * @param change for conversions from which format to which, for float layers the types that they compute in
 * @param before the computing layers in front of it, or the network's input
 * @param behind the computing layers behind it, or the network's output
 * @param macs multiply-accumulate operations; null without a model
 * @param advice what to change, in one sentence
 */
public record Finding(
        FindingKind kind,
        List<EngineLayer> layers,
        List<OnnxNode> nodes,
        String change,
        List<String> before,
        List<String> behind,
        @Nullable Long macs,
        String advice) {

    public Finding {
        layers = List.copyOf(layers);
        nodes = List.copyOf(nodes);
        before = List.copyOf(before);
        behind = List.copyOf(behind);
    }
}
