package dev.octet.calibrator.torchscript;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Moves a QuantizeLinear in front of what only moves a convolution's values, so that the convolution is between pairs and integers
 * are moved. The integers are the same; ONNX Runtime does so when it opens a session.
 */
final class EarlyQuantizers {

    private static final Set<String> MOVES = Set.of("Transpose", "Reshape");

    private EarlyQuantizers() {}

    /** The model with such quantizers moved; the model itself when it has none. */
    static OnnxModel apply(OnnxModel model) {
        Graph graph = model.graph();
        ModelEditor editor = model.edit();
        boolean moved = false;
        for (Node node : graph.nodes()) {
            if (node.opType().equals("QuantizeLinear") && isOneScale(graph, node)) {
                List<Node> moves = moves(graph, node);
                if (!moves.isEmpty()
                        && isConvolution(graph, moves.get(0).inputs().get(0))) {
                    moveInFront(editor, node, moves);
                    moved = true;
                }
            }
        }
        return moved ? editor.build() : model;
    }

    private static boolean isOneScale(Graph graph, Node quantizer) {
        return graph.initializer(quantizer.inputs().get(1))
                .filter(scale -> scale.shape().elementCount() == 1)
                .isPresent();
    }

    /** What moves the values that a quantizer reads, in graph order, where nothing else sees them. */
    private static List<Node> moves(Graph graph, Node quantizer) {
        List<Node> moves = new ArrayList<>();
        Optional<Node> maker = mover(graph, quantizer.inputs().get(0));
        while (maker.isPresent()) {
            moves.add(0, maker.get());
            maker = mover(graph, maker.get().inputs().get(0));
        }
        return moves;
    }

    private static Optional<Node> mover(Graph graph, String tensor) {
        return graph.producer(tensor)
                .filter(node -> MOVES.contains(node.opType())
                        && graph.onlyReader(tensor).isPresent());
    }

    private static boolean isConvolution(Graph graph, String tensor) {
        return graph.onlyReader(tensor).isPresent()
                && graph.producer(tensor)
                        .filter(node -> node.opType().equals("Conv"))
                        .isPresent();
    }

    private static void moveInFront(ModelEditor editor, Node quantizer, List<Node> moves) {
        String integers = quantizer.outputs().get(0);
        String read = moves.get(0).inputs().get(0);
        editor.replaceInput(quantizer, 0, read);
        String last = integers + "_early";
        editor.replaceOutput(quantizer, 0, last);
        for (int i = 0; i < moves.size(); i++) {
            editor.replaceInput(moves.get(i), 0, last);
            last = i == moves.size() - 1 ? integers : integers + "_move" + i;
            editor.replaceOutput(moves.get(i), 0, last);
        }
    }
}
