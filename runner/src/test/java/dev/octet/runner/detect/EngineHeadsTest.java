package dev.octet.runner.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.images.LetterboxGeometry;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.tensors.TensorShape;
import dev.octet.runner.TinyNetworks;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which head is found from the names, types and shapes of an engine's outputs, and when that is not enough. */
class EngineHeadsTest {

    private static final InputSize INPUT = new InputSize(64, 64);
    private static final HeadChoice AUTOMATIC = HeadChoice.automatic();

    private static final List<ValueSpec> NMS = List.of(
            spec("num_dets", TensorType.INT32, -1, 1),
            spec("det_boxes", TensorType.FLOAT, -1, 3, 4),
            spec("det_scores", TensorType.FLOAT, -1, 3),
            spec("det_classes", TensorType.INT32, -1, 3));

    private static ValueSpec spec(String name, TensorType type, long... shape) {
        return new ValueSpec(name, type, TensorShape.of(shape));
    }

    static Stream<Arguments> enough() {
        return Stream.of(
                arguments("yolo", 80, List.of(spec("output", TensorType.FLOAT, 1, 252, 85)), false),
                arguments("yolo", 1, List.of(spec("output", TensorType.FLOAT, -1, 252, 6)), false),
                arguments("yolov8", 7, List.of(spec("output", TensorType.FLOAT, 1, 11, 84)), false),
                arguments("yolo-efficientnms", 4, NMS, true),
                arguments("yolo-end2end", 4, List.of(spec("output", TensorType.FLOAT, 100, 7)), true),
                arguments(
                        "yolo-raw",
                        3,
                        List.of(
                                spec("a", TensorType.FLOAT, 1, 3, 8, 8, 8),
                                spec("b", TensorType.FLOAT, 1, 3, 4, 4, 8),
                                spec("c", TensorType.FLOAT, 1, 3, 2, 2, 8),
                                spec("d", TensorType.FLOAT, 1, 3, 1, 1, 8)),
                        false));
    }

    @ParameterizedTest(name = "{0} of {1} classes")
    @MethodSource("enough")
    void outputs_alone_are_enough(String name, int classes, List<ValueSpec> outputs, boolean suppressed) {
        DetectionHead head =
                EngineHeads.of(outputs, INPUT, AUTOMATIC.withClasses(4)).orElseThrow();
        assertThat(head.name()).isEqualTo(name);
        assertThat(head.classes()).isEqualTo(classes);
        assertThat(head.suppressed()).isEqualTo(suppressed);
        assertThat(head.tensors())
                .containsExactlyElementsOf(outputs.stream().map(ValueSpec::name).toList());
    }

    @Test
    void an_nms_inside_does_not_say_how_many_classes_there_are() {
        DetectionHead head = EngineHeads.of(NMS, INPUT, AUTOMATIC).orElseThrow();
        failure(
                head::classes,
                FailureKind.USAGE,
                "The engine ends in an NMS and does not say how many classes it tells apart.",
                "Give --names or --annotations, or the model that the engine was built from with --onnx.");
    }

    @Test
    void a_row_for_each_cell_has_more_than_one_reading() {
        List<ValueSpec> outputs = List.of(spec("output", TensorType.FLOAT, 1, 84, 85));
        failure(
                () -> EngineHeads.of(outputs, INPUT, AUTOMATIC),
                FailureKind.BAD_INPUT,
                "Output output [1,84,85] can be that of head yolox, yolox-decoded or yolo: an engine does not show how it"
                        + " makes its boxes.",
                "Name the head with --head, or give the model that the engine was built from with --onnx.");
        for (String name : List.of("yolox", "yolox-decoded", "yolo")) {
            assertThat(EngineHeads.of(outputs, INPUT, HeadChoice.named(name))
                            .orElseThrow()
                            .name())
                    .isEqualTo(name);
        }
    }

    @Test
    void raw_heads_of_three_strides_do_not_say_whose_anchors_they_have() {
        Graph graph = TinyNetworks.raw(64, 3, 8, 16, 32).build().graph();
        List<ValueSpec> outputs = graph.outputs();
        failure(
                () -> EngineHeads.of(outputs, INPUT, AUTOMATIC),
                FailureKind.BAD_INPUT,
                "The raw heads have strides [8, 16, 32], whose anchors are not known: an engine does not show which model it"
                        + " was.",
                "Give them with --anchors, smallest stride first: w,h,w,h,w,h/w,h,w,h,w,h; or the model that the engine was"
                        + " built from with --onnx.");
        assertThat(EngineHeads.of(graph, outputs, INPUT, AUTOMATIC)
                        .orElseThrow()
                        .name())
                .isEqualTo("yolo-raw");
    }

    @Test
    void what_is_no_head_is_said_with_all_that_there_is() {
        List<ValueSpec> outputs = List.of(spec("features", TensorType.FLOAT, 1, 1000));
        assertThat(EngineHeads.of(outputs, INPUT, AUTOMATIC)).isEmpty();
        assertThat(EngineHeads.unrecognised(outputs))
                .hasMessage("No known detection head fits the engine's outputs features [1,1000], and an engine shows"
                        + " nothing else.");
        failure(
                () -> EngineHeads.of(outputs, INPUT, HeadChoice.named("yolo")),
                FailureKind.BAD_INPUT,
                "The model's outputs features [1,1000] are not those of head 'yolo' at 64x64, which are [B,N,5+classes],"
                        + " boxes in px.",
                "Name another head with --head, or leave it out to have it recognised.");
    }

    @Test
    void the_model_gives_classes_and_thresholds_of_an_nms_inside() {
        Graph graph = TinyNetworks.efficientNms(64, 4, 8, 16, 32).build().graph();
        DetectionHead head = EngineHeads.of(graph, NMS, INPUT, AUTOMATIC).orElseThrow();
        assertThat(head.classes()).isEqualTo(4);
        assertThat(head.suppressed()).isTrue();
        assertThat(head.tensors()).containsExactly("num_dets", "det_boxes", "det_scores", "det_classes");
        assertThat(head.remarks())
                .containsExactly("The engine's own NMS is used: score above 0.35, IoU 0.65, at most 50 detections.");
    }

    @Test
    void an_engine_that_does_not_give_what_the_model_decodes_is_not_of_that_model() {
        Graph graph = TinyNetworks.grid(64, 3, 8, 16, 32).build().graph();
        String grid = graph.outputs().get(0).name();
        failure(
                () -> EngineHeads.of(graph, List.of(spec(grid, TensorType.FLOAT16, 1, 252, 8)), INPUT, AUTOMATIC),
                FailureKind.BAD_INPUT,
                "The engine's outputs " + grid + " [1,252,8] are not what head 'yolo' of the model decodes, which is "
                        + grid + " in float32.",
                "Give the model that the engine was built from with --onnx.");
    }

    @Test
    void the_four_outputs_are_read_up_to_their_count() {
        DetectionHead head =
                EngineHeads.of(NMS, INPUT, AUTOMATIC.withClasses(4)).orElseThrow();
        Map<String, FloatBuffer> tensors = Map.of(
                "num_dets", FloatBuffer.wrap(new float[] {2}),
                "det_boxes", FloatBuffer.wrap(new float[] {1, 2, 11, 22, 30, 40, 20, 10, 0, 0, 64, 64}),
                "det_scores", FloatBuffer.wrap(new float[] {0.9f, 0.4f, 0.8f}),
                "det_classes", FloatBuffer.wrap(new float[] {3, 0, 1}));
        Candidates candidates = new Candidates();
        head.decode(tensors, head.evaluationSettings(), candidates);
        List<Detection> found = NonMaximumSuppression.of(head, head.evaluationSettings())
                .detections(candidates, new LetterboxGeometry(64, 64, 1, 1, 0, 0));
        assertThat(found).extracting(Detection::classIndex).containsExactly(3, 0);
        assertThat(found.get(1))
                .extracting(Detection::x0, Detection::y0, Detection::x1, Detection::y1)
                .containsExactly(20.0, 10.0, 30.0, 40.0);
    }

    @Test
    void a_class_that_there_is_not_is_not_taken() {
        DetectionHead head =
                EngineHeads.of(NMS, INPUT, AUTOMATIC.withClasses(3)).orElseThrow();
        Map<String, FloatBuffer> tensors = Map.of(
                "num_dets", FloatBuffer.wrap(new float[] {1}),
                "det_boxes", FloatBuffer.allocate(4),
                "det_scores", FloatBuffer.wrap(new float[] {0.9f}),
                "det_classes", FloatBuffer.wrap(new float[] {3}));
        failure(
                () -> head.decode(tensors, head.evaluationSettings(), new Candidates()),
                FailureKind.BAD_INPUT,
                "The model found class 3, expected one of 0 to 2.",
                "Give the names, the annotations or the --onnx model that go with it.");
    }

    private static void failure(Runnable action, FailureKind kind, String message, String remedy) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.remedy()).isEqualTo(remedy);
                })
                .hasMessage(message);
    }
}
