package dev.octet.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.FakeEngine;
import dev.octet.runner.FixedDetector;
import dev.octet.runner.TinyNetworks;
import dev.octet.runner.backend.EngineSignature;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.detect.InputSize;
import dev.octet.runner.engine.ShapeRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An engine as a detector, from its names and shapes, and from those of the model that it was built from. */
class EngineFaceTest {

    private static final HeadChoice AUTOMATIC = HeadChoice.automatic();

    @Test
    void names_and_shapes_make_a_face() {
        DetectorFace face = face(FakeEngine.grid(3, 4).signature());
        assertThat(face.inputName()).isEqualTo("images");
        assertThat(face.input()).isEqualTo(new InputSize(32, 32));
        assertThat(face.sizeIsOpen()).isFalse();
        assertThat(face.showsGraph()).isFalse();
        assertThat(face.requireHead().classes()).isEqualTo(3);
        assertThat(face.ownPreprocessing()).isEmpty();
        assertThatThrownBy(face::graph).hasMessage("engine fake.engine shows no graph");
    }

    @Test
    void the_profile_says_how_many_images_there_may_be() {
        DetectorFace face = face(FakeEngine.grid(3, 4).signature());
        face.requireBatch(4);
        failure(
                () -> face.requireBatch(5),
                "Engine fake.engine takes at most 4 images at a time in this profile, --batch asks for 5.",
                "Lower --batch, take another --profile, or build the engine with a larger batch in --max-shapes.");
        failure(
                () -> face(FakeEngine.grid(3, 1).signature()).requireBatch(2),
                "Engine fake.engine takes at most 1 image at a time in this profile, --batch asks for 2.",
                "Lower --batch, take another --profile, or build the engine with a larger batch in --max-shapes.");
        failure(
                () -> face(signature(new ShapeRange(
                        "images", List.of(4L, 3L, 32L, 32L), List.of(4L, 3L, 32L, 32L), List.of(8L, 3L, 32L, 32L)))),
                "Engine open.engine takes at least 4 images at a time, and the last run of a folder may have 1.",
                "Build it with a batch of 1 in --min-shapes, or take another --profile.");
    }

    @Test
    void the_profile_says_which_sizes_there_may_be() {
        EngineSignature open = signature(new ShapeRange(
                "images", List.of(1L, 3L, 32L, 32L), List.of(1L, 3L, 64L, 96L), List.of(1L, 3L, 128L, 128L)));
        DetectorFace usual = face(open);
        assertThat(usual.input()).isEqualTo(new InputSize(96, 64));
        assertThat(usual.sizeIsOpen()).isTrue();
        assertThat(EngineFace.of(open, Optional.empty(), AUTOMATIC, Optional.of(new InputSize(128, 32)))
                        .input())
                .isEqualTo(new InputSize(128, 32));
        failure(
                () -> EngineFace.of(open, Optional.empty(), AUTOMATIC, Optional.of(new InputSize(160, 64))),
                "Engine open.engine takes images of 32x32 to 128x128 px in this profile, not of 160x64.",
                "Leave --input-size out, take another --profile, or build the engine with a wider range of shapes.");
    }

    @Test
    void the_model_gives_what_an_engine_does_not_show() {
        OnnxModel model = TinyNetworks.rawOfOpenSize(4, 8, 16, 32).build();
        List<TensorSpec> outputs = List.of(
                FakeEngine.spec("head8", ElementType.FLOAT, 1, 3, 8, 8, 9),
                FakeEngine.spec("head16", ElementType.FLOAT, 1, 3, 4, 4, 9),
                FakeEngine.spec("head32", ElementType.FLOAT, 1, 3, 2, 2, 9));
        List<TensorSpec> inputs = List.of(FakeEngine.spec("images", ElementType.FLOAT, 1, 3, 64, 64));
        EngineSignature engine = new EngineSignature(
                "raw.engine", inputs, outputs, Map.of("images", ShapeRange.fixed("images", List.of(1L, 3L, 64L, 64L))));
        assertThatThrownBy(() -> face(engine).requireHead()).hasMessageContaining("whose anchors are not known");
        DetectorFace known = EngineFace.of(engine, Optional.of(model), AUTOMATIC, Optional.empty());
        assertThat(known.requireHead().name()).isEqualTo("yolo-raw");
        assertThat(known.showsGraph()).isTrue();
        assertThat(known.graph().outputs().get(0).shape().dimensions()).containsExactly(1L, 3L, 8L, 8L, 9L);
    }

    @Test
    void another_model_than_the_engines_is_refused() {
        OnnxModel model = TinyNetworks.raw(64, 4, 8, 16, 32).build();
        failure(
                () -> EngineFace.of(FakeEngine.grid(3, 1).signature(), Optional.of(model), AUTOMATIC, Optional.empty()),
                "Engine fake.engine was not built from network.onnx: it has input images FLOAT[1,3,32,32] and outputs grid"
                        + " FLOAT[1,63,8], the model has images FLOAT[1,3,64,64] and head8 FLOAT[1,3,8,8,9], head16"
                        + " FLOAT[1,3,4,4,9], head32 FLOAT[1,3,2,2,9].",
                "Give the model that the engine was built from with --onnx.");
        OnnxModel own = FixedDetector.of(3).finding(1, 0.9, 4, 8, 12, 24).grid().build();
        assertThat(EngineFace.of(FakeEngine.grid(3, 1).signature(), Optional.of(own), AUTOMATIC, Optional.empty())
                        .requireHead()
                        .name())
                .isEqualTo("yolo");
    }

    @Test
    void canvases_of_each_batch_need_the_graph() {
        EngineSignature open = signature(new ShapeRange(
                "images", List.of(1L, 3L, 32L, 32L), List.of(1L, 3L, 64L, 64L), List.of(1L, 3L, 128L, 128L)));
        failure(
                () -> RectangleDetection.of(
                        new OnnxDetector(FixedDetector.of(3)
                                .finding(1, 0.9, 4, 8, 12, 24)
                                .grid()
                                .build()),
                        face(open),
                        size -> face(open)),
                "Preprocessing yolo-rect needs to know the strides of model network.onnx, which an engine does not show.",
                "Give the model that the engine was built from with --onnx.");
    }

    @Test
    void what_takes_no_image_is_refused() {
        EngineSignature words = new EngineSignature(
                "words.engine",
                List.of(FakeEngine.spec("words", ElementType.INT64, 1, 128)),
                List.of(FakeEngine.spec("same", ElementType.INT64, 1, 128)),
                Map.of("words", ShapeRange.fixed("words", List.of(1L, 128L))));
        failure(
                () -> face(words),
                "Engine words.engine has inputs words INT64[1,128], expected one image input [N,3,height,width] or"
                        + " [N,height,width,3], float32 or uint8.",
                "Build it from a model with an image input, inputs in FP32 or uint8.");
    }

    private static EngineSignature signature(ShapeRange range) {
        return new EngineSignature(
                "open.engine",
                List.of(FakeEngine.spec("images", ElementType.FLOAT, -1, 3, -1, -1)),
                List.of(FakeEngine.spec("grid", ElementType.FLOAT, -1, -1, 8)),
                Map.of("images", range));
    }

    private static DetectorFace face(EngineSignature engine) {
        return EngineFace.of(engine, Optional.empty(), AUTOMATIC, Optional.empty());
    }

    private static void failure(Runnable action, String message, String remedy) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT);
                    assertThat(e.remedy()).isEqualTo(remedy);
                })
                .hasMessage(message);
    }
}
