package dev.octet.runner.detect;

import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The grid {@code [B, N, 5 + classes]} inside a model that goes on to an NMS: the nearest tensor whose first four numbers of
 * each row lead to the NMS's boxes and whose fifth leads to its scores.
 */
final class HiddenGrid {

    private HiddenGrid() {}

    /**
     * The grid behind what an NMS reads.
     *
     * @param boxes the NMS's boxes
     * @param scores its scores
     */
    static Optional<GridLayout> behind(Graph graph, String boxes, String scores) {
        List<Piece> boxPieces = pieces(graph, boxes);
        List<Piece> scorePieces = pieces(graph, scores);
        return boxPieces.stream()
                .filter(piece -> piece.from() == 0 && piece.to() == 4)
                .map(Piece::source)
                .filter(source -> scorePieces.stream()
                        .anyMatch(piece -> piece.source().equals(source) && piece.from() == 4 && piece.to() == 5))
                .findFirst()
                .flatMap(source -> layout(graph, source));
    }

    private static List<Piece> pieces(Graph graph, String tensor) {
        List<Piece> pieces = new ArrayList<>();
        for (Node node : Ancestors.of(graph, List.of(tensor))) {
            pieces.addAll(Piece.of(graph, node));
        }
        return pieces;
    }

    private static Optional<GridLayout> layout(Graph graph, String source) {
        TensorShape shape = graph.shape(source).orElseThrow();
        return DetectorGraph.size(shape, 2)
                .filter(width -> width > GridLayout.BOX_AND_OBJECTNESS)
                .map(width -> GridLayout.yolo(source, width - GridLayout.BOX_AND_OBJECTNESS));
    }
}
