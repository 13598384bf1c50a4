package dev.octet.calibrator.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.opencv.ColourOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("p.yaml");
    }

    @Test
    void presets_go_by_name() {
        assertThat(Preprocess.named("yolo", 640, 480)).isEqualTo(Letterbox.yolo(640, 480));
        assertThat(Preprocess.named("yolox", 416, 416)).isEqualTo(Letterbox.yolox(416, 416));
        assertThat(Preprocess.named("yolo-fixed", 640, 480)).isEqualTo(Letterbox.yoloFixed(640, 480));
    }

    @Test
    void file_comes_back_as_it_was_written() {
        LetterboxYaml.write(file, Letterbox.yolox(416, 320));
        assertThat(Preprocess.named(file.toString(), 416, 320)).isEqualTo(Letterbox.yolox(416, 320));
        LetterboxYaml.write(file, Letterbox.yoloFixed(416, 320));
        assertThat(Preprocess.named(file.toString(), 416, 320)).isEqualTo(Letterbox.yoloFixed(416, 320));
    }

    @Test
    void a_size_for_each_batch_is_no_letterbox() {
        assertThatThrownBy(() -> Preprocess.named("yolo-rect", 640, 640))
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        e -> assertThat(e.remedy()).isEqualTo("Use yolo-fixed: the same with one size."))
                .hasMessage("Preprocessing yolo-rect gives each batch of images a size of its own, which only 'octet"
                        + " evaluate' does.");
    }

    @Test
    void missing_keys_are_those_of_yolo() throws Exception {
        Files.writeString(file, "colour: bgr\nmean: [0.4, 0.5, 0.6]\nscale: 1\n");
        Letterbox read = Preprocess.named(file.toString(), 640, 640);
        assertThat(read.colour()).isEqualTo(ColourOrder.BGR);
        assertThat(read.mean()).isEqualTo(List.of(0.4, 0.5, 0.6));
        assertThat(read.scale()).isEqualTo(1);
        assertThat(read.anchor()).isEqualTo(Anchor.CENTRED);
    }

    @Test
    void unknown_name_is_refused() {
        assertThatThrownBy(() -> Preprocess.named("yolov", 640, 640))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("There is no preprocessing named yolov.");
    }

    @Test
    void missing_file_is_refused() {
        assertThatThrownBy(() -> Preprocess.named(file.toString(), 640, 640))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("There is no readable file " + file + ".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "color: rgb | it has the unknown key color (did you mean colour?)",
                "padding: 3 | it has the unknown key padding (did you mean pad?)",
                "pad: 300 | padValue is 300, must be 0 to 255",
                "pad: x | pad is \"x\", must be a whole number",
                "anchor: middle | anchor is \"middle\", must be one of centred, top-left",
                "scale-up: 1 | scale-up is 1, must be true or false",
                "scale: big | scale is \"big\", must be a number",
                "mean: 3 | mean is 3, must be a list of 3 numbers",
                "mean: [1.0] | mean is [1.0], must be 3 numbers",
                "std: [1, 0, 1] | std is [1.0, 0.0, 1.0], must not have a 0",
                "first-side: 0 | firstSide is 0, must be 1 to 16384",
                "first-side: x | first-side is \"x\", must be a whole number",
                "width: 320 | width is 320, the model's input has 640",
                "hello | it is not a list of `key: value` lines"
            })
    void wrong_file_is_refused_word_for_word(String text, String reason) throws Exception {
        Files.writeString(file, text);
        assertThatThrownBy(() -> Preprocess.named(file.toString(), 640, 640))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("The preprocessing in " + file + " cannot be used: " + reason + ".")
                .extracting(e -> ((ToolkitException) e).kind())
                .isEqualTo(FailureKind.BAD_INPUT);
    }

    @ParameterizedTest
    @CsvSource({"'a: [1'", "'pad: 1\npad: 2'", "''"})
    void broken_file_is_refused(String text) throws Exception {
        Files.writeString(file, text);
        assertThatThrownBy(() -> Preprocess.named(file.toString(), 640, 640))
                .isInstanceOf(ToolkitException.class)
                .hasMessageStartingWith("The preprocessing in " + file + " cannot be used: it is not");
    }

    @Test
    void large_file_is_not_read() throws Exception {
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> Preprocess.named(file.toString(), 640, 640))
                .hasMessage("The preprocessing in " + file
                        + " cannot be used: it has 1048577 bytes, at most 1048576 are read.");
    }
}
