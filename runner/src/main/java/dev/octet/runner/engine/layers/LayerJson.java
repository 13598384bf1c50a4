package dev.octet.runner.engine.layers;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One layer of the inspector's JSON. */
final class LayerJson {

    private LayerJson() {}

    /** A layer of which there is nothing but its name. */
    static EngineLayer named(int index, String name) {
        return new EngineLayer(
                index, name, "", "", List.of(), List.of(), LayerPrecision.UNKNOWN, "", NodeNames.of(name, ""));
    }

    /** A layer with its tensors. */
    static EngineLayer layer(int index, JsonNode layer) {
        String name = text(layer, "Name");
        return new EngineLayer(
                index,
                name,
                text(layer, "LayerType"),
                text(layer, "Origin"),
                tensors(layer.path("Inputs")),
                tensors(layer.path("Outputs")),
                weights(layer),
                text(layer, "TacticName"),
                NodeNames.of(name, text(layer, "Metadata")));
    }

    /** A convolution fused with a pooling has {@code ConvWeights}. */
    private static LayerPrecision weights(JsonNode layer) {
        JsonNode weights = layer.has("Weights") ? layer.path("Weights") : layer.path("ConvWeights");
        return weights.path("Count").asLong(1) == 0
                ? LayerPrecision.UNKNOWN
                : LayerPrecision.ofText(text(weights, "Type"));
    }

    private static List<EngineTensor> tensors(JsonNode list) {
        List<EngineTensor> tensors = new ArrayList<>();
        for (JsonNode tensor : list) {
            List<Long> dimensions = new ArrayList<>();
            tensor.path("Dimensions").forEach(size -> dimensions.add(size.asLong(-1)));
            String format = first(tensor, "Format/Datatype", "Format");
            String type = first(tensor, "DataType", "Datatype", "Format/Datatype", "Format");
            tensors.add(new EngineTensor(
                    text(tensor, "Name"), dimensions, LayerPrecision.ofText(type), TensorLayout.of(format)));
        }
        return tensors;
    }

    private static String first(JsonNode tensor, String... keys) {
        for (String key : keys) {
            if (tensor.has(key)) {
                return text(tensor, key);
            }
        }
        return "";
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }
}
