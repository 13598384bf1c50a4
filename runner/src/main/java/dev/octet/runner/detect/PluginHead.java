package dev.octet.runner.detect;

import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detections that TensorRT's {@code EfficientNMS_TRT} has left in an engine, in four outputs: how many, {@code [B, 1]};
 * boxes {@code [B, K, 4]}, edges in px of the input whatever the plugin was given; scores {@code [B, K]}; classes
 * {@code [B, K]}. Source: README of efficientNMSPlugin in TensorRT's repository.
 *
 * @param evaluationSettings those of the plugin where they are known
 * @param count name of the first output
 * @param boxes name of the second
 * @param scores name of the third
 * @param labels name of the fourth
 * @param told how many classes there are
 * @param remarks what to know about how it is read
 */
record PluginHead(
        DetectionSettings evaluationSettings,
        String count,
        String boxes,
        String scores,
        String labels,
        EngineClasses told,
        List<String> remarks)
        implements DetectionHead {

    private static final int BOX = 4;

    /** Everything that the plugin has left. */
    private static final DetectionSettings AS_LEFT =
            new DetectionSettings(0, 1, Integer.MAX_VALUE, Integer.MAX_VALUE, true, Labels.EVERY_CLASS, false);

    PluginHead {
        remarks = List.copyOf(remarks);
    }

    /** The head, when the outputs are such: by the names that exporters give them, or by their shapes. */
    static Optional<DetectionHead> find(List<ValueSpec> outputs, Optional<Integer> classes) {
        return find(
                outputs,
                AS_LEFT,
                classes,
                List.of("The engine's own NMS is used, with thresholds that it does not"
                        + " show; --onnx gives them."));
    }

    /** The same with the settings and classes of the model that the engine was built from. */
    static Optional<DetectionHead> find(List<ValueSpec> outputs, DetectionHead ofModel) {
        return find(
                outputs,
                ofModel.evaluationSettings(),
                Optional.of(ofModel.classes()),
                List.of("The engine's own NMS is used: score above "
                        + (float) ofModel.evaluationSettings().confidence() + ", IoU "
                        + (float) ofModel.evaluationSettings().iou() + ", at most "
                        + ofModel.evaluationSettings().maxDetections() + " detections."));
    }

    private static Optional<DetectionHead> find(
            List<ValueSpec> outputs, DetectionSettings settings, Optional<Integer> classes, List<String> remarks) {
        Optional<ValueSpec> count = named(outputs, "num_det");
        Optional<ValueSpec> boxes = named(outputs, "boxes").filter(PluginHead::isBoxes);
        Optional<ValueSpec> scores = named(outputs, "scores");
        Optional<ValueSpec> labels = named(outputs, "classes").or(() -> named(outputs, "labels"));
        if (outputs.size() != BOX || count.isEmpty() || boxes.isEmpty() || scores.isEmpty() || labels.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PluginHead(
                settings,
                count.get().name(),
                boxes.get().name(),
                scores.get().name(),
                labels.get().name(),
                new EngineClasses(classes),
                remarks));
    }

    private static Optional<ValueSpec> named(List<ValueSpec> outputs, String part) {
        return outputs.stream().filter(output -> output.name().contains(part)).findFirst();
    }

    private static boolean isBoxes(ValueSpec output) {
        return output.shape().rank() == 3 && output.shape().dimension(2) == BOX;
    }

    @Override
    public String name() {
        return HeadForm.EFFICIENT_NMS.text();
    }

    @Override
    public String preprocess() {
        return HeadForm.EFFICIENT_NMS.preprocess();
    }

    @Override
    public int classes() {
        return told.count();
    }

    @Override
    public List<String> tensors() {
        return List.of(count, boxes, scores, labels);
    }

    @Override
    public boolean suppressed() {
        return true;
    }

    @Override
    public void decode(Map<String, FloatBuffer> tensors, DetectionSettings settings, Candidates candidates) {
        FloatBuffer scored = RowLayout.require(tensors, scores);
        FloatBuffer classed = RowLayout.require(tensors, labels);
        FloatBuffer edges = RowLayout.require(tensors, boxes);
        int found = Math.min((int) RowLayout.require(tensors, count).get(0), scored.limit());
        float[] box = new float[BOX];
        for (int i = 0; i < found; i++) {
            float score = scored.get(i);
            if (score > settings.confidence()) {
                edges.get(BOX * i, box);
                candidates.add(
                        Math.min(box[0], box[2]),
                        Math.min(box[1], box[3]),
                        Math.max(box[0], box[2]),
                        Math.max(box[1], box[3]),
                        score,
                        told.require(classed.get(i)));
            }
        }
    }

    @Override
    public OutputError outputError() {
        return OutputError.relativeSquares(List.of(boxes, scores));
    }
}
