package dev.octet.bindings.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is refused; models that run are in the calibrator's tests, which can write them. */
class TfliteSessionTest {

    @Test
    void the_library_says_its_version() {
        assertThat(Tflite.library().version()).isEqualTo("2.20.0");
    }

    @Test
    void bytes_that_are_no_flatbuffer_are_refused() {
        assertThatThrownBy(() -> TfliteSession.load(new byte[100], TfliteOptions.of(1)))
                .hasMessage("the model is not a whole TensorFlow Lite model: 100 bytes that are no valid flatbuffer.")
                .satisfies(failure -> {
                    ToolkitException known = (ToolkitException) failure;
                    assertThat(known.kind()).isEqualTo(FailureKind.BAD_INPUT);
                    assertThat(known.remedy()).isEqualTo("Export it again with 'octet export --to tflite'.");
                });
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> TfliteSession.load(Path.of("none.tflite"), TfliteOptions.of(1)))
                .hasMessage("There is no readable model at none.tflite.");
    }

    @Test
    void xnnpack_keeps_no_inner_tensors() {
        assertThatThrownBy(() -> new TfliteOptions(1, true, true))
                .hasMessage("everyTensor needs xnnpack to be false: XNNPACK makes no inner tensors");
        assertThatThrownBy(() -> TfliteOptions.of(0)).hasMessage("threads 0 must be at least 1");
        assertThat(TfliteOptions.of(2).withEveryTensor()).isEqualTo(new TfliteOptions(2, false, true));
    }
}
