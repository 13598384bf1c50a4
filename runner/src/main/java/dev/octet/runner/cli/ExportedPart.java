package dev.octet.runner.cli;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.WithoutNms;
import dev.octet.runner.pipeline.DetectorFace;
import java.util.Optional;

/**
 * What of a model goes to a runtime without an NMS: all of it, or what stands in front of the NMS.
 *
 * @param model with the sizes of its tensors for one image
 * @param head how its outputs are read; empty where that is not known
 * @param anchors of raw heads
 */
record ExportedPart(OnnxModel model, Optional<String> head, Optional<String> anchors) {

    /**
     * The part of a model, and says so when it is not all.
     *
     * @param face of the whole model
     * @param model the whole model, or what became of it
     */
    static ExportedPart of(DetectorFace face, OnnxModel model, Console console) {
        OnnxModel sized = face.sizedFor(model, 1);
        Optional<WithoutNms> cut = WithoutNms.of(sized);
        cut.ifPresent(part -> console.say(
                "The NMS (" + part.left() + ") is left out, the runtime has none: the output is '" + part.grid()
                        + "', centre, size, objectness and class scores of each box; NMS is the application's."));
        return cut.map(part -> new ExportedPart(part.model(), Optional.of(part.head()), Optional.empty()))
                .orElseGet(() -> whole(sized, face.head()));
    }

    private static ExportedPart whole(OnnxModel model, Optional<DetectionHead> head) {
        return new ExportedPart(model, head.map(DetectionHead::name), head.flatMap(DetectionHead::anchors));
    }
}
