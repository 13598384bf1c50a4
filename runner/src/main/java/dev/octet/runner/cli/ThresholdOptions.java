package dev.octet.runner.cli;

import dev.octet.runner.detect.DetectionDefaults;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What counts as a detection. */
final class ThresholdOptions {

    @Option(
            names = "--confidence",
            paramLabel = "C",
            description = "Detections score more than this (default: 0.25, or what the model's own NMS has).")
    @Nullable
    private Double confidence;

    @Option(
            names = "--iou",
            paramLabel = "IOU",
            description = "NMS drops a box that overlaps a better one of its class by more than this (default: 0.45, or"
                    + " what the model's own NMS has).")
    @Nullable
    private Double iou;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** True when something was given. */
    boolean isGiven() {
        return confidence != null || iou != null;
    }

    /** Refuses impossible values, before anything is read. */
    void requireValid() {
        if (confidence != null && !(confidence >= 0 && confidence < 1)) {
            throw invalid("--confidence", confidence, "at least 0 and less than 1");
        }
        if (iou != null && !(iou > 0 && iou <= 1)) {
            throw invalid("--iou", iou, "more than 0 and at most 1");
        }
    }

    /** What to detect with. */
    DetectionSettings settings(DetectionHead head) {
        return DetectionDefaults.settings(head, Optional.ofNullable(confidence), Optional.ofNullable(iou));
    }

    private ParameterException invalid(String option, double value, String expected) {
        return new ParameterException(
                spec.commandLine(), "Invalid value for option '" + option + "': '" + value + "' is not " + expected);
    }
}
