package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the passes share: the graph as it was, the editor, the request, and the small constants that pairs have in common. */
final class Rewriting {

    private final Graph graph;
    private final ModelEditor editor;
    private final RewriteRequest request;
    private final Set<String> constants = new HashSet<>();
    private final Map<Integer, float[]> weightScales = new HashMap<>();

    Rewriting(Graph graph, ModelEditor editor, RewriteRequest request) {
        this.graph = graph;
        this.editor = editor;
        this.request = request;
    }

    Graph graph() {
        return graph;
    }

    ModelEditor editor() {
        return editor;
    }

    RewriteRequest request() {
        return request;
    }

    /** True when weights are stored as indices of less than a byte: then the file is to be small. */
    boolean isPacked() {
        return request.target().levels().bits() < Byte.SIZE;
    }

    /** Name of a scalar float32 initializer of this value, made on first use. */
    String scale(float value) {
        String name = "scale_" + Integer.toHexString(Float.floatToIntBits(value));
        if (constants.add(name)) {
            editor.addInitializer(Initializer.ofFloats(name, new float[] {value}));
        }
        return name;
    }

    /** Name of a scalar zero point of this format, made on first use. */
    String zeroPoint(IntegerFormat format, int value) {
        String name = "zero_point_" + (format.signed() ? "s8_" : "u8_") + value;
        if (constants.add(name)) {
            byte[] bytes = {(byte) value};
            TensorType type = format.signed() ? TensorType.INT8 : TensorType.UINT8;
            editor.addInitializer(Initializer.of(name, type, TensorShape.of(), bytes));
        }
        return name;
    }

    /** The per-channel scales that a layer's weights were stored with. */
    void rememberWeightScales(Node layer, float[] scales) {
        weightScales.put(layer.id(), scales);
    }

    /** The per-channel scales that a layer's weights were stored with. */
    float[] weightScales(Node layer) {
        float[] scales = weightScales.get(layer.id());
        if (scales == null) {
            throw new IllegalStateException("weights of " + layer.name() + " were not quantized yet");
        }
        return scales;
    }

    /** Parameters of the pair that a layer reads. */
    QuantizationParameters inputParameters(Node layer) {
        String tensor = layer.inputs().get(0);
        QuantizationParameters parameters = request.activations().get(tensor);
        if (parameters == null) {
            throw new IllegalStateException("tensor " + tensor + " read by " + layer.name() + " has no parameters");
        }
        return parameters;
    }

    /** Adds a DequantizeLinear node and returns its output. */
    String dequantize(String tensor, List<String> inputs, Map<String, Object> attributes) {
        String output = tensor + "_dq";
        editor.addNode("DequantizeLinear", "", tensor + "_DQ", inputs, List.of(output), attributes);
        return output;
    }
}
