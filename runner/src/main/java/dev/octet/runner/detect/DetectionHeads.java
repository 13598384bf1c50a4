package dev.octet.runner.detect;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.ValueSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the head of a model from its graph, or makes the one that was named. */
public final class DetectionHeads {

    private DetectionHeads() {}

    /**
     * The head of a graph.
     *
     * @param graph with its sizes for an image of the input's size
     * @param input that size
     * @param choice what the user says
     * @return the head that was named, or the one that the graph shows, if any
     * @throws ToolkitException {@code USAGE} when there is no head of that name, {@code BAD_INPUT} when the graph does not
     *     have it or the anchors do not fit
     */
    public static Optional<DetectionHead> of(Graph graph, InputSize input, HeadChoice choice) {
        DetectorGraph detector = new DetectorGraph(graph, input, choice.anchors());
        Optional<DetectionHead> head =
                choice.name().isPresent() ? Optional.of(named(choice.name().get(), detector)) : recognise(detector);
        requireUse(choice, head);
        return head;
    }

    /** Checks that anchors were given to a head that has some. */
    static void requireUse(HeadChoice choice, Optional<DetectionHead> head) {
        if (choice.anchors().isPresent() && head.isPresent() && !isRaw(head.get())) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "Anchors were given, but head '" + head.get().name() + "' has none: its boxes are decoded.",
                    "Leave --anchors out, or name a head with --head.");
        }
    }

    private static boolean isRaw(DetectionHead head) {
        return head.name().equals(HeadForm.YOLO_RAW.text());
    }

    private static Optional<DetectionHead> recognise(DetectorGraph detector) {
        return EfficientNms.find(detector)
                .or(() -> EndToEnd.find(detector))
                .or(() -> RawHeads.find(detector.outputs(), Optional.of(detector.graph()), false))
                .or(() -> GridHeads.find(detector))
                .or(() -> ColumnHeads.find(detector.outputs(), false));
    }

    private static DetectionHead named(String name, DetectorGraph detector) {
        HeadForm form = form(name);
        Optional<DetectionHead> head = switch (form) {
            case EFFICIENT_NMS -> EfficientNms.find(detector);
            case END_TO_END -> EndToEnd.find(detector);
            case YOLO_RAW -> RawHeads.find(detector.outputs(), Optional.of(detector.graph()), true);
            case YOLOX, YOLOX_DECODED, YOLO -> GridHeads.named(form, detector.outputs());
            case YOLOV8 -> ColumnHeads.find(detector.outputs(), true);
        };
        return head.orElseThrow(() -> unlike(form, detector.outputs()));
    }

    /** The form of that name. */
    static HeadForm form(String name) {
        return Arrays.stream(HeadForm.values())
                .filter(known -> known.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new ToolkitException(
                        FailureKind.USAGE,
                        "There is no head '" + name + "'.",
                        "Known heads: " + String.join(", ", DetectionHead.names()) + "."));
    }

    /** The error for a model whose outputs are not those of the head that was named. */
    static ToolkitException unlike(HeadForm form, DetectorOutputs detector) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "The model's outputs " + text(detector.all()) + " are not those of head '" + form.text() + "' at "
                        + detector.input() + ", which are " + form.layout() + ".",
                "Name another head with --head, or leave it out to have it recognised.");
    }

    /** The error for a model whose head was not recognised. */
    public static ToolkitException unrecognised(Graph graph) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "No known detection head fits the model's outputs " + text(graph.outputs()) + ".",
                "Name one with --head: "
                        + Arrays.stream(HeadForm.values())
                                .map(form -> form.text() + " (" + form.layout() + ")")
                                .collect(Collectors.joining(", "))
                        + "; raw heads of other strides than 8, 16, 32 and 64 need --anchors as well."
                        + " Without a head the model can still be calibrated, quantized and compared.");
    }

    /** Outputs in words. */
    static String text(List<ValueSpec> outputs) {
        return outputs.stream()
                .map(output -> output.name() + " " + output.shape())
                .collect(Collectors.joining(", "));
    }
}
