package dev.octet.runner.detect;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds grids {@code [B, N, 5 + classes]}: of YOLOv5 and YOLOv7, and of YOLOX with and without its decode. */
final class GridHeads {

    /** Strides of the models that there are. */
    private static final List<int[]> STRIDES =
            List.of(new int[] {8, 16, 32}, new int[] {8, 16, 32, 64}, new int[] {4, 8, 16, 32}, new int[] {16, 32});

    private static final int ANCHORS = 3;

    /** Arithmetic that a decode needs and a bare head does not have. */
    private static final Set<String> DECODES = Set.of("Add", "Sub", "Mul", "Div", "Pow", "Exp", "ScatterND");

    private GridHeads() {}

    /** The head that the rows and the decode in front of them show. */
    static Optional<DetectionHead> find(DetectorGraph detector) {
        DetectorOutputs outputs = detector.outputs();
        return grid(outputs).flatMap(grid -> form(detector, grid).map(form -> head(form, outputs, grid)));
    }

    /**
     * The head that the rows alone show.
     *
     * @throws ToolkitException {@code BAD_INPUT} when there is one row for each cell, which more than one head has
     */
    static Optional<DetectionHead> findByShape(DetectorOutputs detector) {
        Optional<ValueSpec> grid = grid(detector);
        if (grid.isEmpty()) {
            return Optional.empty();
        }
        if (hasAnchors(detector.input(), grid.get())) {
            return Optional.of(head(HeadForm.YOLO, detector, grid.get()));
        }
        if (!hasCells(detector.input(), grid.get())) {
            return Optional.empty();
        }
        throw new ToolkitException(
                FailureKind.BAD_INPUT,
                "Output " + grid.get().name() + " " + grid.get().shape()
                        + " can be that of head yolox, yolox-decoded or yolo: an engine does not show how it makes its"
                        + " boxes.",
                "Name the head with --head, or give the model that the engine was built from with --onnx.");
    }

    /** The head of this form, when the output can be read as one. */
    static Optional<DetectionHead> named(HeadForm form, DetectorOutputs detector) {
        return grid(detector)
                .filter(grid -> form != HeadForm.YOLOX || rows(grid) == CellBoxes.cells(detector.input()))
                .map(grid -> head(form, detector, grid));
    }

    /** How many rows the models of these strides have with so many boxes a cell. */
    static Stream<Long> rows(InputSize input, int each) {
        return STRIDES.stream().map(strides -> each * input.cells(strides));
    }

    private static long rows(ValueSpec grid) {
        return grid.shape().dimension(1);
    }

    /** The one output with three axes; raw heads beside it, as YOLOv5 exports have them, do not matter. */
    private static Optional<ValueSpec> grid(DetectorOutputs detector) {
        List<ValueSpec> grids = detector.ofRank(3);
        boolean others =
                detector.all().size() > grids.size() + detector.ofRank(5).size();
        return grids.size() == 1 && !others && grids.get(0).shape().dimension(2) > GridLayout.BOX_AND_OBJECTNESS
                ? Optional.of(grids.get(0))
                : Optional.empty();
    }

    private static boolean hasAnchors(InputSize input, ValueSpec grid) {
        return rows(input, ANCHORS).anyMatch(rows -> rows == rows(grid));
    }

    private static boolean hasCells(InputSize input, ValueSpec grid) {
        return rows(input, 1).anyMatch(rows -> rows == rows(grid));
    }

    private static Optional<HeadForm> form(DetectorGraph detector, ValueSpec grid) {
        if (hasAnchors(detector.input(), grid)) {
            return Optional.of(HeadForm.YOLO);
        }
        if (!hasCells(detector.input(), grid)) {
            return Optional.empty();
        }
        Set<String> decode = decode(detector.graph(), grid);
        if (decode.isEmpty()) {
            return rows(grid) == CellBoxes.cells(detector.input()) ? Optional.of(HeadForm.YOLOX) : Optional.empty();
        }
        return Optional.of(decode.contains("Exp") ? HeadForm.YOLOX_DECODED : HeadForm.YOLO);
    }

    /** The arithmetic on floats between the last convolutions and the output. */
    private static Set<String> decode(Graph graph, ValueSpec grid) {
        return Ancestors.of(graph, List.of(grid.name())).stream()
                .filter(node -> graph.type(node.outputs().get(0)).orElse(TensorType.FLOAT) == TensorType.FLOAT)
                .map(Node::opType)
                .filter(DECODES::contains)
                .collect(Collectors.toSet());
    }

    private static DetectionHead head(HeadForm form, DetectorOutputs detector, ValueSpec grid) {
        int classes = (int) grid.shape().dimension(2) - GridLayout.BOX_AND_OBJECTNESS;
        String name = grid.name();
        return switch (form) {
            case YOLOX ->
                RowsHead.of(
                        form,
                        RowsHead.YOLOX,
                        new GridLayout(name, classes, false, new CellBoxes(detector.input())),
                        List.of());
            case YOLOX_DECODED ->
                RowsHead.of(form, RowsHead.YOLOX, new GridLayout(name, classes, false, GridLayout::centred), List.of());
            case YOLO -> RowsHead.of(form, RowsHead.YOLO, GridLayout.yolo(name, classes), List.of());
            case EFFICIENT_NMS, END_TO_END, YOLO_RAW, YOLOV8 ->
                throw new IllegalArgumentException("form " + form + " is no grid");
        };
    }
}
