package dev.octet.runner.detect;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds raw heads: an output {@code [B, anchors, rows, columns, 5 + classes]} for each stride. */
final class RawHeads {

    private static final List<Integer> THREE = List.of(8, 16, 32);
    private static final List<Integer> FOUR = List.of(8, 16, 32, 64);

    /** Pools that halve the size; YOLOv7 and YOLOv7-X have five, YOLOv7-tiny three, YOLOv5 none. */
    private static final int POOLS_OF_V7 = 5;

    private RawHeads() {}

    /**
     * The head, when the outputs are such.
     *
     * @param graph that makes them; nothing for an engine, whose three strides may have two kinds of anchors
     * @param named whether the user named it: then missing anchors are an error
     */
    static Optional<DetectionHead> find(DetectorOutputs detector, Optional<Graph> graph, boolean named) {
        List<RawLevel> levels = new ArrayList<>();
        List<ValueSpec> outputs = detector.ofRank(5);
        for (ValueSpec output : outputs) {
            level(output, detector.input(), levels.size()).ifPresent(levels::add);
        }
        boolean alone = outputs.size() == detector.all().size();
        if (levels.isEmpty() || levels.size() < outputs.size() || !(alone || named) || !sameClasses(outputs)) {
            return Optional.empty();
        }
        levels.sort(Comparator.comparingInt(RawLevel::stride));
        List<Integer> strides = levels.stream().map(RawLevel::stride).toList();
        Optional<Anchors> anchors = detector.anchors().or(() -> official(graph, strides, levels));
        if (anchors.isEmpty() && (named || graph.isEmpty())) {
            throw unknownAnchors(strides, graph.isEmpty());
        }
        int classes = (int) outputs.get(0).shape().dimension(4) - GridLayout.BOX_AND_OBJECTNESS;
        return anchors.map(found ->
                head(levels, found, strides, classes, detector.anchors().isPresent()));
    }

    private static ToolkitException unknownAnchors(List<Integer> strides, boolean engine) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "The raw heads have strides " + strides + ", whose anchors are not known"
                        + (engine ? ": an engine does not show which model it was." : "."),
                "Give them with --anchors, smallest stride first: w,h,w,h,w,h/w,h,w,h,w,h"
                        + (engine ? "; or the model that the engine was built from with --onnx." : "."));
    }

    private static DetectionHead head(
            List<RawLevel> levels, Anchors anchors, List<Integer> strides, int classes, boolean given) {
        anchors.requireFit(
                strides,
                levels.stream().map(level -> level.anchors().size() / 2).toList());
        List<RawLevel> anchored = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            RawLevel level = levels.get(i);
            anchored.add(new RawLevel(
                    level.tensor(),
                    level.stride(),
                    level.columns(),
                    level.rows(),
                    anchors.levels().get(i)));
        }
        List<String> remarks = given
                ? List.of()
                : List.of("Raw heads hold no anchors: those of " + anchors.name() + " are taken, " + anchors.text()
                        + "; --anchors gives others.");
        return RowsHead.of(HeadForm.YOLO_RAW, RowsHead.YOLO, new RawLayout(anchored, classes), remarks);
    }

    /** A level with as many anchors as the output has, their sizes still to come. */
    private static Optional<RawLevel> level(ValueSpec output, InputSize input, int index) {
        TensorShape shape = output.shape();
        Optional<Integer> anchors = DetectorGraph.size(shape, 1);
        if (anchors.isEmpty() || shape.dimension(4) <= GridLayout.BOX_AND_OBJECTNESS) {
            return Optional.empty();
        }
        // Where sizes are open even for a known image, exporters still write the strides in order.
        int rows = DetectorGraph.size(shape, 2).orElse(input.height() / (THREE.get(0) << index));
        int columns = DetectorGraph.size(shape, 3).orElse(input.width() / (THREE.get(0) << index));
        if (rows < 1 || columns < 1 || input.height() / rows != input.width() / columns) {
            return Optional.empty();
        }
        List<Double> sizes = new ArrayList<>();
        for (int i = 0; i < 2 * anchors.get(); i++) {
            sizes.add(1.0);
        }
        return Optional.of(new RawLevel(output.name(), input.height() / rows, columns, rows, sizes));
    }

    private static boolean sameClasses(List<ValueSpec> outputs) {
        return outputs.stream()
                        .map(output -> output.shape().dimension(4))
                        .distinct()
                        .count()
                == 1;
    }

    /** The anchors of the official model with these strides. */
    private static Optional<Anchors> official(Optional<Graph> graph, List<Integer> strides, List<RawLevel> levels) {
        boolean threeEach = levels.stream().allMatch(level -> level.anchors().size() == 6);
        if (threeEach && strides.equals(FOUR)) {
            return Optional.of(Anchors.w6());
        }
        return threeEach && strides.equals(THREE)
                ? graph.map(known -> isTiny(known) ? Anchors.tiny() : Anchors.v7())
                : Optional.empty();
    }

    private static boolean isTiny(Graph graph) {
        boolean leaky = graph.nodes().stream().anyMatch(node -> node.opType().equals("LeakyRelu"));
        long pools = graph.nodes().stream().filter(RawHeads::halves).count();
        return leaky || pools < POOLS_OF_V7;
    }

    private static boolean halves(Node node) {
        return node.opType().equals("MaxPool") && node.attributes().integer("strides", 1) == 2;
    }
}
