package dev.octet.runner.detect;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the head of an engine: from its outputs alone where that is enough, or with the graph of its model. */
public final class EngineHeads {

    private EngineHeads() {}

    /**
     * The head that the outputs show, or the one that was named.
     *
     * @param outputs names, types and shapes of the engine's outputs
     * @param input size of its images
     * @param choice what the user says
     * @return the head, if any
     * @throws ToolkitException {@code BAD_INPUT} when the outputs fit several heads, or not the one that was named
     */
    public static Optional<DetectionHead> of(List<ValueSpec> outputs, InputSize input, HeadChoice choice) {
        DetectorOutputs detector = new DetectorOutputs(outputs, input, choice.anchors());
        Optional<DetectionHead> head = choice.name().isPresent()
                ? Optional.of(named(DetectionHeads.form(choice.name().get()), detector, choice))
                : recognise(detector, choice);
        DetectionHeads.requireUse(choice, head);
        return head;
    }

    private static Optional<DetectionHead> recognise(DetectorOutputs detector, HeadChoice choice) {
        return PluginHead.find(detector.all(), choice.classes())
                .or(() -> rows(detector, choice))
                .or(() -> RawHeads.find(detector, Optional.empty(), false))
                .or(() -> GridHeads.findByShape(detector))
                .or(() -> ColumnHeads.find(detector, false));
    }

    private static DetectionHead named(HeadForm form, DetectorOutputs detector, HeadChoice choice) {
        Optional<DetectionHead> head = switch (form) {
            case EFFICIENT_NMS -> PluginHead.find(detector.all(), choice.classes());
            case END_TO_END -> rows(detector, choice);
            case YOLO_RAW -> RawHeads.find(detector, Optional.empty(), true);
            case YOLOX, YOLOX_DECODED, YOLO -> GridHeads.named(form, detector);
            case YOLOV8 -> ColumnHeads.find(detector, true);
        };
        return head.orElseThrow(() -> DetectionHeads.unlike(form, detector));
    }

    private static Optional<DetectionHead> rows(DetectorOutputs detector, HeadChoice choice) {
        return detector.ofRank(2).stream()
                .filter(output -> output.shape().dimension(1) == SuppressedHead.COLUMNS)
                .findFirst()
                .map(output -> SuppressedHead.ofEngine(output.name(), new EngineClasses(choice.classes())));
    }

    /**
     * The head of an engine whose model is known.
     *
     * @param graph of the model, with its sizes for an image of the input's size
     * @param outputs of the engine
     * @param input that size
     * @param choice what the user says
     * @throws ToolkitException {@code BAD_INPUT} when the engine does not give what the model's head decodes
     */
    public static Optional<DetectionHead> of(Graph graph, List<ValueSpec> outputs, InputSize input, HeadChoice choice) {
        return DetectionHeads.of(graph, input, choice).map(head -> {
            if (given(head, outputs)) {
                return head;
            }
            return PluginHead.find(outputs, head).orElseThrow(() -> notGiven(head, outputs));
        });
    }

    private static boolean given(DetectionHead head, List<ValueSpec> outputs) {
        return outputs.stream()
                .filter(output -> output.type() == TensorType.FLOAT)
                .map(ValueSpec::name)
                .collect(Collectors.toSet())
                .containsAll(head.tensors());
    }

    private static ToolkitException notGiven(DetectionHead head, List<ValueSpec> outputs) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "The engine's outputs " + DetectionHeads.text(outputs) + " are not what head '" + head.name()
                        + "' of the model decodes, which is " + String.join(", ", head.tensors()) + " in float32.",
                "Give the model that the engine was built from with --onnx.");
    }

    /** The error for an engine whose head was not recognised. */
    public static ToolkitException unrecognised(List<ValueSpec> outputs) {
        Objects.requireNonNull(outputs, "outputs");
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "No known detection head fits the engine's outputs " + DetectionHeads.text(outputs)
                        + ", and an engine shows nothing else.",
                "Give the model that the engine was built from with --onnx, or name the head with --head: "
                        + String.join(", ", DetectionHead.names()) + ".");
    }
}
