package dev.octet.runner.detect;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.Optional;

/** What is detected in photos that someone wants to look at, with the reason of every number. */
public final class DetectionDefaults {

    /** As the official {@code detect.py} of YOLOv5 and YOLOv7: few false boxes in a picture. */
    public static final double CONFIDENCE = 0.25;

    /** As the official {@code detect.py}. */
    public static final double IOU = 0.45;

    /** As the official {@code non_max_suppression}: a bound on its time. */
    public static final int MAX_CANDIDATES = 30_000;

    /** As the official {@code non_max_suppression}: more boxes cannot be told apart in a picture. */
    public static final int MAX_DETECTIONS = 300;

    /** On a CPU one image keeps all cores busy, and more of them take more memory. */
    public static final int BATCH = 1;

    private DetectionDefaults() {}

    /**
     * What to detect with. An NMS that is part of the model has thresholds of its own, which are kept where none are
     * given. Each box gets its best class, as in the official {@code detect.py}.
     *
     * @param confidence when the user gave it, 0 to 1
     * @param iou when the user gave it, more than 0 and at most 1
     * @throws ToolkitException {@code USAGE} when something was given that the model's own NMS has decided already
     */
    public static DetectionSettings settings(DetectionHead head, Optional<Double> confidence, Optional<Double> iou) {
        boolean replaced = head.name().equals(HeadForm.EFFICIENT_NMS.text());
        if (!head.suppressed() && !replaced) {
            return new DetectionSettings(
                    confidence.orElse(CONFIDENCE),
                    iou.orElse(IOU),
                    MAX_CANDIDATES,
                    MAX_DETECTIONS,
                    true,
                    Labels.BEST_CLASS,
                    false);
        }
        DetectionSettings own = head.evaluationSettings();
        if (head.suppressed() && iou.isPresent()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "--iou was given, but the model has run its own NMS"
                            + (own.iou() < 1 ? ", with IoU " + (float) own.iou() + "." : "."),
                    "Leave --iou out, or export the model without NMS.");
        }
        if (head.suppressed() && confidence.isPresent() && confidence.get() < own.confidence()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "--confidence is " + confidence.get() + ", but the model's own NMS keeps only what scores above "
                            + (float) own.confidence() + ".",
                    "Give at least that, or export the model with another threshold.");
        }
        return new DetectionSettings(
                confidence.orElse(own.confidence()),
                iou.orElse(own.iou()),
                own.maxCandidates(),
                own.maxDetections(),
                true,
                own.labels(),
                own.acrossClasses());
    }
}
