package dev.octet.calibrator.execute;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;

/**
 * Gives every DequantizeLinear of int8 constants a zero point and constants of its own. ONNX Runtime 1.29 reads a zero point
 * that is not there, and ends the process, or refuses constants that are shared, where it makes sums exact
 * ({@code QDQS8ToU8Transformer}).
 */
final class OwnZeroPoints {

    private final Graph graph;
    private final ModelEditor editor;

    private OwnZeroPoints(OnnxModel model) {
        this.graph = model.graph();
        this.editor = model.edit();
    }

    /** The model with zero points, whose results are the same. */
    static OnnxModel in(OnnxModel model) {
        OwnZeroPoints pass = new OwnZeroPoints(model);
        model.graph().nodes().stream()
                .filter(node -> node.opType().equals("DequantizeLinear"))
                .forEach(pass::apply);
        return pass.editor.build();
    }

    private void apply(Node node) {
        Initializer integers = graph.initializer(node.inputs().get(0)).orElse(null);
        Initializer scale = graph.initializer(node.inputOrEmpty(1)).orElse(null);
        if (integers == null || scale == null || integers.type() != TensorType.INT8) {
            return;
        }
        String name = node.outputs().get(0);
        Initializer zeroPoint = graph.initializer(node.inputOrEmpty(2)).orElse(null);
        if (node.inputOrEmpty(2).isEmpty()) {
            int channels = Math.toIntExact(scale.shape().elementCount());
            own(node, 2, Initializer.of(name + "_own_zero", TensorType.INT8, scale.shape(), new byte[channels]));
        } else if (zeroPoint != null && isShared(zeroPoint)) {
            own(node, 2, zeroPoint.renamed(name + "_own_zero"));
        }
        if (isShared(integers)) {
            own(node, 0, integers.renamed(name + "_own_values"));
        }
    }

    private boolean isShared(Initializer constant) {
        return graph.consumers(constant.name()).size() > 1;
    }

    private void own(Node node, int input, Initializer constant) {
        editor.addInitializer(constant);
        editor.replaceInput(node, input, constant.name());
    }
}
