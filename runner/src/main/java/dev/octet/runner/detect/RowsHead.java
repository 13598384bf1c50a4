package dev.octet.runner.detect;

import dev.octet.calibrator.search.OutputError;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A head whose boxes and scores are still to go through an NMS.
 *
 * @param name as reports and {@code --head} name it
 * @param preprocess what its models were trained with
 * @param evaluationSettings what its project, or its NMS node, uses
 * @param layout where boxes and scores are
 * @param outputError for searches
 * @param remarks what to know about how it is read
 */
record RowsHead(
        String name,
        String preprocess,
        DetectionSettings evaluationSettings,
        RowLayout layout,
        OutputError outputError,
        List<String> remarks)
        implements DetectionHead {

    /** As the test script of YOLOv5 and YOLOv7 has them. */
    static final DetectionSettings YOLO = new DetectionSettings(0.001, 0.65, 30_000, 300, true);

    /** The same, boxes not clipped, as YOLOX's own evaluation does not. */
    static final DetectionSettings YOLOX = new DetectionSettings(0.001, 0.65, 30_000, 300, false);

    /** As YOLOv8's validation has them. */
    static final DetectionSettings YOLOV8 = new DetectionSettings(0.001, 0.7, 30_000, 300, true);

    RowsHead {
        remarks = List.copyOf(remarks);
    }

    static RowsHead of(HeadForm form, DetectionSettings settings, RowLayout layout, List<String> remarks) {
        return new RowsHead(form.text(), form.preprocess(), settings, layout, new RowsError(layout), remarks);
    }

    @Override
    public int classes() {
        return layout.classes();
    }

    @Override
    public List<String> tensors() {
        return layout.tensors();
    }

    @Override
    public Optional<String> anchors() {
        return layout instanceof RawLayout raw ? Optional.of(raw.anchors().text()) : Optional.empty();
    }

    @Override
    public boolean suppressed() {
        return false;
    }

    @Override
    public void decode(Map<String, FloatBuffer> tensors, DetectionSettings settings, Candidates candidates) {
        layout.decode(tensors, settings, candidates);
    }
}
