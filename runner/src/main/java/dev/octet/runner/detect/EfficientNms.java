package dev.octet.runner.detect;

import dev.octet.calibrator.model.Attributes;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.search.OutputError;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the head of a model that ends in TensorRT's {@code EfficientNMS_TRT}, which is read in front of that node: its boxes
 * and scores go through our NMS with the node's attributes. The plugin considers the best {@value #CANDIDATES} scores.
 */
final class EfficientNms {

    static final String OPERATOR = "EfficientNMS_TRT";
    private static final int CANDIDATES = 4096;
    private static final float DEFAULT_SCORE = 0.25f;
    private static final float DEFAULT_IOU = 0.5f;
    private static final int DEFAULT_BOXES = 100;

    private EfficientNms() {}

    static Optional<DetectionHead> find(DetectorGraph detector) {
        return detector.graph().nodes().stream()
                .filter(node -> node.opType().equals(OPERATOR))
                .findFirst()
                .flatMap(node -> head(detector, node));
    }

    private static Optional<DetectionHead> head(DetectorGraph detector, Node node) {
        String boxes = node.inputOrEmpty(0);
        String scores = node.inputOrEmpty(1);
        Optional<TensorShape> shape = detector.graph().shape(scores).filter(s -> s.rank() == 3);
        Optional<Integer> classes = shape.flatMap(s -> DetectorGraph.size(s, 2));
        boolean plainBoxes = detector.graph()
                .shape(boxes)
                .map(s -> s.rank() == 3 && s.dimension(2) == 4)
                .orElse(false);
        if (classes.isEmpty() || !plainBoxes) {
            return Optional.empty();
        }
        Attributes attributes = node.attributes();
        RowLayout layout = new BoxesAndScores(
                boxes,
                scores,
                classes.get(),
                attributes.integer("box_coding", 0) == 1,
                attributes.integer("score_activation", 0) == 1,
                (int) attributes.integer("background_class", -1));
        OutputError error = new RowsError(HiddenGrid.behind(detector.graph(), boxes, scores)
                .map(RowLayout.class::cast)
                .orElse(layout));
        DetectionSettings settings = settings(attributes);
        return Optional.of(new RowsHead(
                HeadForm.EFFICIENT_NMS.text(),
                HeadForm.EFFICIENT_NMS.preprocess(),
                settings,
                layout,
                error,
                List.of(remark(node, settings))));
    }

    private static DetectionSettings settings(Attributes attributes) {
        return new DetectionSettings(
                attributes.number("score_threshold", DEFAULT_SCORE),
                attributes.number("iou_threshold", DEFAULT_IOU),
                CANDIDATES,
                (int) attributes.integer("max_output_boxes", DEFAULT_BOXES),
                true,
                Labels.EVERY_CLASS,
                attributes.integer("class_agnostic", 0) == 1);
    }

    private static String remark(Node node, DetectionSettings settings) {
        return String.format(
                Locale.ROOT,
                "ONNX Runtime has no %s: the model is run up to node %s, and Octet's own NMS takes its place with the"
                        + " node's attributes: score above %s, IoU %s, at most %d detections.",
                OPERATOR,
                node.name(),
                (float) settings.confidence(),
                (float) settings.iou(),
                settings.maxDetections());
    }
}
