package dev.octet.runner.detect;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.search.OutputError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the head of a model that ends in an ONNX NonMaxSuppression and returns {@code [n, 7]}. */
final class EndToEnd {

    static final String OPERATOR = "NonMaxSuppression";

    private EndToEnd() {}

    static Optional<DetectionHead> find(DetectorGraph detector) {
        return detector.outputs().ofRank(2).stream()
                .filter(output -> output.shape().dimension(1) == SuppressedHead.COLUMNS)
                .findFirst()
                .flatMap(output -> head(detector.graph(), output));
    }

    private static Optional<DetectionHead> head(Graph graph, ValueSpec output) {
        Optional<Node> nms = Ancestors.of(graph, List.of(output.name())).stream()
                .filter(node -> node.opType().equals(OPERATOR))
                .findFirst();
        if (nms.isEmpty()) {
            return Optional.empty();
        }
        String boxes = nms.get().inputOrEmpty(0);
        String scores = nms.get().inputOrEmpty(1);
        Optional<GridLayout> grid = HiddenGrid.behind(graph, boxes, scores);
        Optional<Integer> classes = grid.map(GridLayout::classes).or(() -> classes(graph, output));
        if (classes.isEmpty()) {
            return Optional.empty();
        }
        OutputError error = grid.map(layout -> (OutputError) new RowsError(layout))
                .orElseGet(() -> OutputError.relativeSquares(List.of(boxes, scores)));
        DetectionSettings settings = settings(graph, nms.get());
        return Optional.of(
                SuppressedHead.ofGraph(settings, output.name(), classes.get(), error, List.of(remark(settings))));
    }

    /** What the best of is taken over, where each box has its best class only. */
    private static Optional<Integer> classes(Graph graph, ValueSpec output) {
        return Ancestors.of(graph, List.of(output.name())).stream()
                .filter(node -> node.opType().equals("ArgMax"))
                .flatMap(node -> graph.shape(node.inputOrEmpty(0)).stream())
                .filter(shape -> shape.rank() == 3)
                .flatMap(shape -> DetectorGraph.size(shape, 2).stream())
                .findFirst();
    }

    private static DetectionSettings settings(Graph graph, Node nms) {
        double iou = number(graph, nms.inputOrEmpty(3)).orElse(0.0);
        return new DetectionSettings(
                Math.max(0, number(graph, nms.inputOrEmpty(4)).orElse(0.0)),
                iou > 0 && iou <= 1 ? iou : 1,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                true,
                Labels.BEST_CLASS,
                false);
    }

    private static Optional<Double> number(Graph graph, String tensor) {
        return graph.initializer(tensor)
                .filter(constant -> constant.type() == TensorType.FLOAT)
                .map(Initializer::floats)
                .filter(values -> values.length == 1)
                .map(values -> (double) values[0]);
    }

    private static String remark(DetectionSettings settings) {
        return String.format(
                Locale.ROOT,
                "The model's own NMS is used: score above %s, IoU %s, each box with its best class only; its mAP is"
                        + " comparable only with that of models with the same NMS.",
                (float) settings.confidence(),
                (float) settings.iou());
    }
}
