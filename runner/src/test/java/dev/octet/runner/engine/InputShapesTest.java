package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputShapesTest {

    @Test
    void several_inputs_are_read_and_a_name_may_have_a_colon() {
        assertThat(InputShapes.parse("--opt-shapes", "images:1x3x640x640,onnx::in:4")
                        .sizes())
                .containsExactly(
                        java.util.Map.entry("images", List.of(1L, 3L, 640L, 640L)),
                        java.util.Map.entry("onnx::in", List.of(4L)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "images | 'images' is not a name and sizes",
                "images:1x3x0 | 'images:1x3x0' is not a name and sizes",
                "images:1x3, | '' is not a name and sizes",
                ":1x3 | ':1x3' is not a name and sizes",
                "images:1x-1 | 'images:1x-1' is not a name and sizes",
                "images:1,images:2 | input 'images' is there twice"
            })
    void what_is_no_shape_is_refused(String text, String why) {
        assertThatThrownBy(() -> InputShapes.parse("--min-shapes", text))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.USAGE);
                    assertThat(e).hasMessage("'--min-shapes " + text + "' gives no shapes: " + why + ".");
                    assertThat(e.remedy())
                            .isEqualTo("Write them as in images:1x3x640x640, several with commas between.");
                });
    }
}
