package dev.octet.runner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.ColourOrder;
import dev.octet.calibrator.images.Axes;
import dev.octet.calibrator.images.ImageInput;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.model.TensorType;
import dev.octet.runner.NetworkBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Preprocessing that is part of the graph is found there and not done twice. */
class BakedPreprocessingTest {

    @Test
    void planes_of_floats_get_all_of_the_letterbox() {
        NetworkBuilder network = NetworkBuilder.random();
        DetectorFace face = face(network, network.images(64, 32));
        assertThat(face.image()).isEqualTo(ImageInput.planes("images"));
        assertThat(face.letterbox("yolo")).isEqualTo(Letterbox.yolo(32, 64));
        assertThat(face.ownPreprocessing()).isEmpty();
    }

    @Test
    void pixels_of_bytes_get_levels() {
        NetworkBuilder network = NetworkBuilder.random();
        String images = network.input("pixels", TensorType.UINT8, 1, 64, 32, 3);
        String floats = network.node("Cast", List.of(images), "floats", NetworkBuilder.integer("to", 1));
        String planes = network.transpose(floats, "planes", 0, 3, 1, 2);
        DetectorFace face = face(
                network, network.node("Div", List.of(planes, network.constant("most", new float[] {255})), "scaled"));
        assertThat(face.image()).isEqualTo(new ImageInput("pixels", Axes.CHANNELS_LAST, true));
        assertThat(face.letterbox("yolo")).isEqualTo(Letterbox.yolo(32, 64).withLevels());
        assertThat(face.ownPreprocessing()).isEqualTo("divides by 255");
    }

    @Test
    void a_factor_in_front_of_floats_counts_as_well() {
        NetworkBuilder network = NetworkBuilder.random();
        String factor = network.constant("factor", new float[] {1f / 255}, 1);
        DetectorFace face = face(network, network.node("Mul", List.of(factor, network.images(64, 64)), "scaled"));
        assertThat(face.letterbox("yolo").scale()).isEqualTo(1);
        assertThat(face.letterbox("yolo").colour()).isEqualTo(ColourOrder.RGB);
    }

    @Test
    void colours_that_the_model_turns_round_are_given_the_other_way() {
        NetworkBuilder network = NetworkBuilder.random();
        String images = network.images(64, 64);
        DetectorFace face = face(
                network,
                network.node(
                        "Gather",
                        List.of(images, network.longs("order", 2, 1, 0)),
                        "turned",
                        NetworkBuilder.integer("axis", 1)));
        assertThat(face.letterbox("yolo").colour()).isEqualTo(ColourOrder.BGR);
        assertThat(face.letterbox("yolox").colour()).isEqualTo(ColourOrder.RGB);
        assertThat(face.ownPreprocessing()).isEqualTo("turns the colours round");
    }

    @Test
    void a_letterbox_that_gives_no_levels_is_refused_for_bytes() {
        NetworkBuilder network = NetworkBuilder.random();
        String images = network.input("pixels", TensorType.UINT8, 1, 3, 64, 64);
        DetectorFace face =
                face(network, network.node("Cast", List.of(images), "floats", NetworkBuilder.integer("to", 1)));
        face.requireFits(face.letterbox("yolo"));
        assertThatThrownBy(() -> face.requireFits(Letterbox.yolo(64, 64)))
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        e -> assertThat(e.remedy())
                                .isEqualTo("Use scale 1, mean 0 and std 1: the model does the rest itself."))
                .hasMessage(
                        "Model network.onnx takes bytes at input pixels, the preprocessing gives other numbers: scale "
                                + 1.0 / 255 + ", mean [0.0, 0.0, 0.0], std [1.0, 1.0, 1.0].");
    }

    private static DetectorFace face(NetworkBuilder network, String image) {
        String last = network.conv(image, 3, 6, 1, 2);
        return DetectorFace.of(network.output(last, -1, -1, -1, -1).build());
    }
}
