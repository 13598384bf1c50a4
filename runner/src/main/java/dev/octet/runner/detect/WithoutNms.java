package dev.octet.runner.detect;

import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A detector up to the grid in front of the NMS that it ends in, for runtimes that have no such operator.
 *
 * @param model the part, whose one output is the grid {@code [B, N, 5 + classes]}
 * @param grid name of that output
 * @param head how it is read, as {@code --head} names it
 * @param left the first node that is left out for good, by operator and name
 */
public record WithoutNms(OnnxModel model, String grid, String head, String left) {

    private static final Set<String> OPERATORS = Set.of(EndToEnd.OPERATOR, EfficientNms.OPERATOR);

    /**
     * That part of a model.
     *
     * @param model with the sizes of its tensors
     * @return empty when it has no NMS, or no grid is found in front of it
     */
    public static Optional<WithoutNms> of(OnnxModel model) {
        Graph graph = model.graph();
        return graph.nodes().stream()
                .filter(node -> OPERATORS.contains(node.opType()))
                .findFirst()
                .flatMap(node -> HiddenGrid.behind(graph, node.inputOrEmpty(0), node.inputOrEmpty(1))
                        .map(grid -> upTo(model, grid, node)));
    }

    private static WithoutNms upTo(OnnxModel model, GridLayout grid, Node nms) {
        String tensor = grid.tensors().get(0);
        return new WithoutNms(
                ExposedModel.of(model, List.of(tensor)), tensor, HeadForm.YOLO.text(), nms.opType() + " " + nms.name());
    }
}
