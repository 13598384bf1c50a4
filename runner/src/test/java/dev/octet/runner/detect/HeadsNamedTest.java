package dev.octet.runner.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.Graph;
import dev.octet.runner.NetworkBuilder;
import dev.octet.runner.TinyNetworks;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Heads by name, anchors by hand, and what is said when they do not fit. */
class HeadsNamedTest {

    private static final InputSize INPUT = new InputSize(64, 64);
    private static final String ANCHORS_REMEDY =
            "Give width and height of each anchor, smallest stride first: --anchors w,h,w,h,w,h/w,h,w,h,w,h/w,h,w,h,w,h.";

    private final Graph raw = TinyNetworks.raw(64, 3, 8, 16, 32).build().graph();
    private final Graph grid = TinyNetworks.grid(64, 3, 8, 16, 32).build().graph();
    private final Graph columns = TinyNetworks.columns(64, 7).build().graph();

    @Test
    void an_unknown_head_is_refused_with_the_known_ones() {
        refused(
                () -> named("ssd", grid),
                FailureKind.USAGE,
                "There is no head 'ssd'.",
                "Known heads: yolo-efficientnms, yolo-end2end, yolo-raw, yolox, yolox-decoded, yolo, yolov8.");
    }

    @Test
    void a_head_that_the_outputs_do_not_have_is_refused_with_what_it_would_be() {
        refused(
                () -> named("yolo-raw", grid),
                FailureKind.BAD_INPUT,
                "The model's outputs grid [1,252,8] are not those of head 'yolo-raw' at 64x64, which are"
                        + " [B,anchors,H,W,5+classes] for each stride.",
                "Name another head with --head, or leave it out to have it recognised.");
    }

    @Test
    void a_name_overrules_what_is_recognised() {
        assertThat(DetectionHeads.of(columns, INPUT, HeadChoice.automatic())
                        .orElseThrow()
                        .name())
                .isEqualTo("yolov8");
        DetectionHead head = named("yolo", columns);
        assertThat(head.name()).isEqualTo("yolo");
        assertThat(head.classes()).isEqualTo(79);
    }

    @Test
    void yolov8_by_name_may_be_turned() {
        DetectionHead head = named("yolov8", TinyNetworks.cells(64, 6).build().graph());
        assertThat(head.classes()).isEqualTo(7);
    }

    @Test
    void a_model_without_a_known_head_is_told_all_that_there_are() {
        NetworkBuilder network = NetworkBuilder.random();
        Graph other = network.output(network.conv(network.images(64, 64), 3, 10, 3, 2), -1, -1, -1, -1)
                .build()
                .graph();
        assertThat(DetectionHeads.of(other, INPUT, HeadChoice.automatic())).isEmpty();
        ToolkitException failure = DetectionHeads.unrecognised(other);
        assertThat(failure).hasMessage("No known detection head fits the model's outputs conv0 [1,10,32,32].");
        assertThat(failure.remedy())
                .isEqualTo("Name one with --head: yolo-efficientnms (num_dets, det_boxes, det_scores, det_classes of an"
                        + " EfficientNMS_TRT), yolo-end2end ([n,7] behind a NonMaxSuppression), yolo-raw"
                        + " ([B,anchors,H,W,5+classes] for each stride), yolox ([B,cells,5+classes], boxes relative to"
                        + " their cells), yolox-decoded ([B,cells,5+classes], boxes in px), yolo ([B,N,5+classes], boxes"
                        + " in px), yolov8 ([B,4+classes,N], boxes in px, no objectness); raw heads of other strides"
                        + " than 8, 16, 32 and 64 need --anchors as well. Without a head the model can still be"
                        + " calibrated, quantized and compared.");
    }

    @Test
    void anchors_for_another_number_of_strides_are_refused() {
        refused(
                () -> anchored("10,13,16,30,33,23/30,61,62,45,59,119", raw),
                FailureKind.BAD_INPUT,
                "Anchors 10,13,16,30,33,23/30,61,62,45,59,119 do not match the model's strides: they are for 2 strides,"
                        + " the model has raw heads of 3: 8, 16, 32.",
                ANCHORS_REMEDY);
    }

    @Test
    void anchors_of_another_number_for_a_stride_are_refused() {
        refused(
                () -> anchored("10,13,16,30,33,23/30,61,62,45/116,90,156,198,373,326", raw),
                FailureKind.BAD_INPUT,
                "Anchors 10,13,16,30,33,23/30,61,62,45/116,90,156,198,373,326 do not match the model's strides: there"
                        + " are 2 for stride 16, the model has 3.",
                ANCHORS_REMEDY);
    }

    @Test
    void anchors_in_the_order_of_falling_strides_are_refused() {
        refused(
                () -> anchored("116,90,156,198,373,326/30,61,62,45,59,119/10,13,16,30,33,23", raw),
                FailureKind.BAD_INPUT,
                "Anchors 116,90,156,198,373,326/30,61,62,45,59,119/10,13,16,30,33,23 do not match the model's strides:"
                        + " those of stride 16 are not larger than those of stride 8.",
                ANCHORS_REMEDY);
    }

    @Test
    void anchors_that_are_no_numbers_are_refused() {
        refused(
                () -> Anchors.parse("10,13,x"),
                FailureKind.USAGE,
                "Anchors '10,13,x' cannot be read: 'x' is not a number.",
                ANCHORS_REMEDY);
        refused(
                () -> Anchors.parse("10,13/16,-3"),
                FailureKind.USAGE,
                "Anchors '10,13/16,-3' cannot be read: '-3' is not a size in px.",
                ANCHORS_REMEDY);
        refused(
                () -> Anchors.parse("10,13/16"),
                FailureKind.USAGE,
                "Anchors '10,13/16' cannot be read: level '16' has 1 numbers, not pairs.",
                ANCHORS_REMEDY);
    }

    @Test
    void anchors_may_be_written_as_papers_print_them() {
        assertThat(Anchors.parse("10,13 16,30 | 30.5,61 62,45").text()).isEqualTo("10,13,16,30/30.5,61,62,45");
    }

    @Test
    void anchors_for_a_head_that_decodes_itself_are_refused() {
        refused(
                () -> anchored("10,13/16,30/33,60", grid),
                FailureKind.USAGE,
                "Anchors were given, but head 'yolo' has none: its boxes are decoded.",
                "Leave --anchors out, or name a head with --head.");
    }

    @Test
    void raw_heads_of_other_strides_need_anchors() {
        Graph two = TinyNetworks.raw(64, 3, 16, 32).build().graph();
        assertThat(DetectionHeads.of(two, INPUT, HeadChoice.automatic())).isEmpty();
        refused(
                () -> named("yolo-raw", two),
                FailureKind.BAD_INPUT,
                "The raw heads have strides [16, 32], whose anchors are not known.",
                "Give them with --anchors, smallest stride first: w,h,w,h,w,h/w,h,w,h,w,h.");
        DetectionHead head = anchored("10,14,23,27,37,58/81,82,135,169,344,319", two);
        assertThat(head.name()).isEqualTo("yolo-raw");
        assertThat(head.remarks()).isEmpty();
    }

    private static DetectionHead named(String name, Graph graph) {
        return DetectionHeads.of(graph, INPUT, HeadChoice.named(name)).orElseThrow();
    }

    private static DetectionHead anchored(String anchors, Graph graph) {
        return DetectionHeads.of(graph, INPUT, new HeadChoice(Optional.empty(), Optional.of(Anchors.parse(anchors))))
                .orElseThrow();
    }

    private static void refused(ThrowingCallable call, FailureKind kind, String message, String remedy) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ToolkitException.class, e -> {
            assertThat(e).hasMessage(message);
            assertThat(e.remedy()).isEqualTo(remedy);
            assertThat(e.kind()).isEqualTo(kind);
        });
    }
}
