package dev.octet.runner.pipeline;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.DetectionHeads;
import dev.octet.runner.detect.InputSize;
import dev.octet.runner.detect.OutputSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model seen from outside as a detector.
 *
 * @param inputName its image input
 * @param input size of that input
 * @param outputs its outputs
 */
public record DetectorFace(String inputName, InputSize input, List<OutputSpec> outputs) {

    public DetectorFace {
        outputs = List.copyOf(outputs);
    }

    /**
     * The face of this model.
     *
     * @throws ToolkitException {@code BAD_INPUT} when it does not have one float32 input {@code [N, 3, height, width]} of
     *     fixed size
     */
    public static DetectorFace of(OnnxModel model) {
        List<ValueSpec> inputs = model.graph().inputs();
        ValueSpec image = inputs.isEmpty() ? null : inputs.get(0);
        if (image == null || inputs.size() != 1 || !isImage(image)) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Model " + model.name() + " has inputs " + inputs
                            + ", expected one float32 image input [N,3,height,width] of fixed height and width.",
                    "Export the model with a fixed image size; other inputs can be calibrated through the library.");
        }
        InputSize size = new InputSize(
                (int) image.shape().dimension(3), (int) image.shape().dimension(2));
        List<OutputSpec> outputs = model.graph().outputs().stream()
                .map(output -> new OutputSpec(output.name(), output.shape()))
                .toList();
        return new DetectorFace(image.name(), size, outputs);
    }

    private static boolean isImage(ValueSpec input) {
        return input.type() == TensorType.FLOAT
                && input.shape().rank() == 4
                && input.shape().dimension(0) <= 1
                && input.shape().dimension(1) == 3
                && input.shape().dimension(2) > 0
                && input.shape().dimension(3) > 0;
    }

    /** The head that was named, or the one that the outputs show, if any. */
    public Optional<DetectionHead> head(@Nullable String name) {
        return name == null
                ? DetectionHeads.recognise(outputs, input)
                : Optional.of(DetectionHeads.named(name, outputs, input));
    }

    /**
     * As {@link #head}, where a head is needed.
     *
     * @throws ToolkitException {@code BAD_INPUT} when none is named and none is recognised
     */
    public DetectionHead requireHead(@Nullable String name) {
        return head(name).orElseThrow(() -> DetectionHeads.unrecognised(outputs));
    }
}
