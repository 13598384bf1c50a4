package dev.octet.runner.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.NetworkBuilder;
import dev.octet.runner.SharedData;
import dev.octet.runner.TinyNetworks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which head is found in which graph, without a word from the user. */
class HeadsFoundTest {

    private static final InputSize INPUT = new InputSize(64, 64);

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments("yolo-raw", 80, TinyNetworks.raw(64, 80, 8, 16, 32)),
                arguments("yolo-raw", 1, TinyNetworks.raw(64, 1, 8, 16, 32)),
                arguments("yolo-raw", 3, TinyNetworks.raw(64, 3, 8, 16, 32, 64)),
                arguments("yolo", 80, TinyNetworks.grid(64, 80, 8, 16, 32)),
                arguments("yolo", 1, TinyNetworks.grid(64, 1, 8, 16, 32)),
                arguments("yolo", 3, TinyNetworks.grid(64, 3, 8, 16, 32, 64)),
                arguments("yolo-efficientnms", 4, TinyNetworks.efficientNms(64, 4, 8, 16, 32)),
                arguments("yolo-efficientnms", 1, TinyNetworks.efficientNms(64, 1, 8, 16, 32)),
                arguments("yolox", 7, TinyNetworks.cells(64, 7)),
                arguments("yolox-decoded", 7, TinyNetworks.cells(64, 7, "Exp", "Mul")),
                arguments("yolo", 7, TinyNetworks.cells(64, 7, "Add", "Mul")),
                arguments("yolov8", 7, TinyNetworks.columns(64, 7)));
    }

    @ParameterizedTest(name = "{0} of {1} classes")
    @MethodSource("forms")
    void each_form_is_told_by_its_shapes_and_operators(String name, int classes, NetworkBuilder network) {
        DetectionHead head = find(network.build(), INPUT);
        assertThat(head.name()).isEqualTo(name);
        assertThat(head.classes()).isEqualTo(classes);
    }

    @Test
    void what_has_other_rows_than_the_strides_make_is_no_head() {
        assertThat(DetectionHeads.of(
                        TinyNetworks.grid(64, 3, 8, 16, 32).build().graph(),
                        new InputSize(96, 96),
                        HeadChoice.automatic()))
                .isEmpty();
    }

    @Test
    void four_strides_have_the_anchors_of_w6() {
        RawLayout layout = raw(TinyNetworks.raw(64, 3, 8, 16, 32, 64));
        assertThat(layout.levels()).extracting(RawLevel::stride).containsExactly(8, 16, 32, 64);
        assertThat(layout.levels().get(3).anchors()).containsExactly(436.0, 615.0, 739.0, 380.0, 925.0, 792.0);
    }

    @Test
    void leaky_relu_means_the_anchors_of_tiny() {
        assertThat(raw(TinyNetworks.raw(64, 3, 8, 16, 32)).levels().get(0).anchors())
                .containsExactly(10.0, 13.0, 16.0, 30.0, 33.0, 23.0);
    }

    @Test
    void five_halving_pools_and_no_leaky_relu_mean_the_anchors_of_v7() {
        NetworkBuilder network = NetworkBuilder.random();
        String at = network.images(64, 64);
        for (int level = 1; level <= 5; level++) {
            at = network.pool(level == 1 ? network.silu(at, 3, 8, 1, 1) : at, 2, 2);
            if (level >= 3) {
                long cells = 64 >> level;
                String rows = network.reshape(network.conv(at, 8, 24, 1, 1), 1, 3, 8, cells, cells);
                network.output(network.transpose(rows, "P" + level, 0, 1, 3, 4, 2), -1, -1, -1, -1, -1);
            }
        }
        assertThat(raw(network).levels().get(0).anchors()).containsExactly(12.0, 16.0, 19.0, 36.0, 40.0, 28.0);
    }

    @Test
    void which_anchors_were_taken_is_said() {
        assertThat(find(TinyNetworks.raw(64, 3, 8, 16, 32).build(), INPUT).remarks())
                .containsExactly("Raw heads hold no anchors: those of yolov5, yolov7-tiny are taken,"
                        + " 10,13,16,30,33,23/30,61,62,45,59,119/116,90,156,198,373,326; --anchors gives others.");
    }

    @Test
    void the_nms_of_tensorrt_gives_its_attributes_and_is_cut_off() {
        DetectionHead head = find(TinyNetworks.efficientNms(64, 4, 8, 16, 32).build(), INPUT);
        DetectionSettings settings = head.evaluationSettings();
        assertThat((float) settings.confidence()).isEqualTo(0.35f);
        assertThat((float) settings.iou()).isEqualTo(0.65f);
        assertThat(settings.maxDetections()).isEqualTo(50);
        assertThat(settings.maxCandidates()).isEqualTo(4096);
        assertThat(head.suppressed()).isFalse();
        assertThat(head.tensors()).hasSize(2).doesNotContain("num_dets", "det_boxes", "det_scores", "det_classes");
        assertThat(head.remarks())
                .containsExactly("ONNX Runtime has no EfficientNMS_TRT: the model is run up to node the_num_dets, and"
                        + " Octet's own NMS takes its place with the node's attributes: score above 0.35, IoU 0.65, at"
                        + " most 50 detections.");
    }

    @Test
    void searches_compare_the_grid_in_front_of_an_nms() {
        for (int classes : new int[] {1, 4}) {
            DetectionHead head =
                    find(TinyNetworks.efficientNms(64, classes, 8, 16, 32).build(), INPUT);
            assertThat(head.outputError().tensors()).containsExactly("grid");
        }
    }

    @Test
    @Tag("shared")
    void the_official_forms_are_recognised() {
        for (String folder : List.of("yolov7-tiny-w50-coco128", "yolov7-tiny-w25")) {
            for (Arguments form : List.of(
                    arguments("raw", "yolo-raw"),
                    arguments("grid", "yolo"),
                    arguments("end2end-ort", "yolo-end2end"),
                    arguments("end2end-trt", "yolo-efficientnms"))) {
                OnnxModel model = OnnxModel.at(SharedData.path("models/" + folder + "/" + form.get()[0] + ".onnx"));
                DetectionHead head = find(model, new InputSize(320, 320));
                assertThat(head.name()).as(folder).isEqualTo(form.get()[1]);
                assertThat(head.classes()).isEqualTo(80);
                assertThat(head.suppressed()).isEqualTo(form.get()[0].equals("end2end-ort"));
            }
        }
    }

    private static RawLayout raw(NetworkBuilder network) {
        return (RawLayout) ((RowsHead) find(network.build(), INPUT)).layout();
    }

    private static DetectionHead find(OnnxModel model, InputSize input) {
        return DetectionHeads.of(model.graph(), input, HeadChoice.automatic()).orElseThrow();
    }
}
