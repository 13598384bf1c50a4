package dev.octet.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.runner.NetworkBuilder;
import dev.octet.runner.TinyNetworks;
import dev.octet.runner.detect.DetectionHead;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.detect.InputSize;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectorFaceTest {

    private final OnnxModel open = TinyNetworks.rawOfOpenSize(4, 8, 16, 32).build();

    @Test
    void an_open_size_is_640_and_the_head_is_that_of_this_size() {
        DetectorFace face = DetectorFace.of(open);
        assertThat(face.sizeIsOpen()).isTrue();
        assertThat(face.input()).isEqualTo(new InputSize(640, 640));
        assertThat(face.graph().outputs().get(0).shape().dimensions()).containsExactly(1L, 3L, 80L, 80L, 9L);
        DetectionHead head = face.requireHead();
        assertThat(head.name()).isEqualTo("yolo-raw");
        assertThat(head.classes()).isEqualTo(4);
    }

    @Test
    void an_open_size_may_be_chosen() {
        DetectorFace face = DetectorFace.of(open, HeadChoice.automatic(), Optional.of(new InputSize(96, 64)));
        assertThat(face.input()).isEqualTo(new InputSize(96, 64));
        assertThat(face.graph().outputs().get(2).shape().dimensions()).containsExactly(1L, 3L, 2L, 3L, 9L);
        assertThat(face.requireHead().tensors()).containsExactly("head8", "head16", "head32");
    }

    @Test
    void a_fixed_size_is_not_changed() {
        OnnxModel fixed = TinyNetworks.raw(64, 4, 8, 16, 32).build();
        assertThat(DetectorFace.of(fixed).sizeIsOpen()).isFalse();
        assertThatThrownBy(() -> DetectorFace.of(fixed, HeadChoice.automatic(), Optional.of(new InputSize(96, 64))))
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        e -> assertThat(e.remedy())
                                .isEqualTo("Leave --input-size out, or export the model with a dynamic size."))
                .hasMessage("Model network.onnx takes images of 64x64 px, 96x64 was given.");
    }

    @Test
    void the_coarsest_cells_are_those_of_the_last_level() {
        assertThat(DetectorFace.of(open).coarsestStride()).isEqualTo(32);
        assertThat(DetectorFace.of(TinyNetworks.raw(64, 4, 8, 16, 32).build()).coarsestStride())
                .isEqualTo(32);
        assertThat(DetectorFace.of(TinyNetworks.rawOfOpenSize(4, 8, 16, 32, 64).build())
                        .coarsestStride())
                .isEqualTo(64);
    }

    @Test
    void what_is_no_image_is_refused() {
        NetworkBuilder network = NetworkBuilder.random();
        String words = network.input("words", TensorType.INT64, 1, 128);
        OnnxModel model = network.output(network.node("Identity", List.of(words), "same"), TensorType.INT64, 1, 128)
                .build();
        assertThatThrownBy(() -> DetectorFace.of(model))
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        e -> assertThat(e.remedy())
                                .isEqualTo(
                                        "Export the model with an image input; other inputs can be calibrated through the library."))
                .hasMessage("Model network.onnx has inputs [ValueSpec[name=words, type=INT64, shape=[1,128]]], expected"
                        + " one image input [N,3,height,width] or [N,height,width,3], float32 or uint8.");
    }
}
