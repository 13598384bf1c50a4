package dev.octet.calibrator.rewrite;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Optional;

/**
 * Doubles an integer image by copying: a nearest-neighbour Resize by 2 between pairs of one scale becomes two Concats
 * of a tensor with itself over {@code [N, H, W, C]}, which copy whole rows where ONNX Runtime's Resize looks up every
 * byte. The bytes are the same.
 */
final class RepeatPixels {

    private RepeatPixels() {}

    /** The model with such Resizes replaced; the model itself when it has none. */
    static OnnxModel apply(OnnxModel model) {
        Graph graph = model.graph();
        List<Doubling> found = graph.nodes().stream()
                .map(node -> Doubling.of(graph, node))
                .flatMap(Optional::stream)
                .toList();
        if (found.isEmpty()) {
            return model;
        }
        ModelEditor editor = model.edit();
        found.forEach(doubling -> replace(graph, editor, doubling));
        editor.cutToOutputs();
        return editor.build();
    }

    private static void replace(Graph graph, ModelEditor editor, Doubling doubling) {
        long channels = doubling.shape().dimension(1);
        long height = doubling.shape().dimension(2);
        long width = doubling.shape().dimension(3);
        PixelSteps steps = new PixelSteps(editor, doubling.result(), doubling.source());
        steps.channelsLast();
        steps.twice(3);
        steps.reshape(0, height, 1, 2 * width * channels);
        steps.twice(2);
        steps.reshape(0, 2 * height, 2 * width, channels);
        steps.channelsFirst();
        for (Node reader : graph.consumers(doubling.result())) {
            for (int i = 0; i < reader.inputs().size(); i++) {
                if (reader.inputs().get(i).equals(doubling.result())) {
                    editor.replaceInput(reader, i, steps.last());
                }
            }
        }
    }

    /**
     * A Resize that doubles rows and columns, between a DequantizeLinear and a QuantizeLinear of the same parameters.
     *
     * @param source the integers before
     * @param result the integers behind
     * @param shape of the source {@code [N, C, H, W]}, all but N known
     */
    private record Doubling(String source, String result, TensorShape shape) {

        static Optional<Doubling> of(Graph graph, Node resize) {
            if (!resize.opType().equals("Resize") || !repeats(resize)) {
                return Optional.empty();
            }
            String output = resize.outputs().get(0);
            Optional<Node> before = graph.producer(resize.inputs().get(0))
                    .filter(node -> node.opType().equals("DequantizeLinear"));
            Optional<Node> behind =
                    graph.onlyReader(output).filter(node -> node.opType().equals("QuantizeLinear"));
            Optional<TensorShape> shape = graph.shape(resize.inputs().get(0))
                    .filter(from -> graph.shape(output)
                            .filter(to -> isDoubled(from, to))
                            .isPresent());
            if (before.isEmpty()
                    || behind.isEmpty()
                    || shape.isEmpty()
                    || !sameParameters(before.get(), behind.get())) {
                return Optional.empty();
            }
            return Optional.of(new Doubling(
                    before.get().inputs().get(0), behind.get().outputs().get(0), shape.get()));
        }

        private static boolean sameParameters(Node before, Node behind) {
            int count = before.inputs().size();
            return before.inputs().subList(1, count).equals(behind.inputs().subList(1, count));
        }

        private static boolean isDoubled(TensorShape from, TensorShape to) {
            return from.rank() == 4
                    && to.rank() == 4
                    && from.dimension(1) > 0
                    && from.dimension(2) > 0
                    && from.dimension(3) > 0
                    && to.dimension(1) == from.dimension(1)
                    && to.dimension(2) == 2 * from.dimension(2)
                    && to.dimension(3) == 2 * from.dimension(3);
        }

        /** Whether output i reads input i / 2, rounded down, by the coordinates of the ONNX Resize specification. */
        private static boolean repeats(Node resize) {
            if (!resize.attributes().text("mode").orElse("nearest").equals("nearest")) {
                return false;
            }
            String rounding = resize.attributes().text("nearest_mode").orElse("round_prefer_floor");
            return switch (resize.attributes()
                    .text("coordinate_transformation_mode")
                    .orElse("half_pixel")) {
                case "asymmetric" -> rounding.equals("floor") || rounding.equals("round_prefer_floor");
                case "half_pixel", "pytorch_half_pixel" -> rounding.startsWith("round_prefer_");
                default -> false;
            };
        }
    }
}
