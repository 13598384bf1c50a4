package dev.octet.runner.detect;

import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.List;
import java.util.Optional;

/** Finds the output of YOLOv8 and YOLO11: {@code [B, 4 + classes, N]}. */
final class ColumnHeads {

    private ColumnHeads() {}

    /**
     * The head, when there is such an output and no other.
     *
     * @param named whether the user named it: then it may be turned, {@code [B, N, 4 + classes]}, and N may be any number
     */
    static Optional<DetectionHead> find(DetectorOutputs detector, boolean named) {
        List<ValueSpec> outputs = detector.ofRank(3);
        if (outputs.size() != 1 || (!named && detector.all().size() > 1)) {
            return Optional.empty();
        }
        TensorShape shape = outputs.get(0).shape();
        boolean turned = named && shape.dimension(1) > shape.dimension(2);
        long numbers = shape.dimension(turned ? 2 : 1);
        long boxes = shape.dimension(turned ? 1 : 2);
        boolean fits = numbers > ColumnLayout.BOX
                && (named || GridHeads.rows(detector.input(), 1).anyMatch(rows -> rows == boxes));
        return fits
                ? Optional.of(RowsHead.of(
                        HeadForm.YOLOV8,
                        RowsHead.YOLOV8,
                        new ColumnLayout(outputs.get(0).name(), (int) numbers - ColumnLayout.BOX, turned),
                        List.of()))
                : Optional.empty();
    }
}
