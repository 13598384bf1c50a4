package dev.octet.bindings.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryTest {

    @TempDir
    private Path folder;

    @Test
    void a_long_command_line_with_telemetry_is_refused_before_it_ends_the_process() {
        assertThatThrownBy(() -> Telemetry.requireSafe(null, 5_000))
                .hasMessage("ONNX Runtime cannot be used here: its telemetry would end the process, whose command line"
                        + " has 5000 bytes; ORT_DISABLE_TELEMETRY is not set, expected 1.")
                .satisfies(failure -> {
                    ToolkitException refused = (ToolkitException) failure;
                    assertThat(refused.kind()).isEqualTo(FailureKind.UNSUPPORTED);
                    assertThat(refused.diagnosis()).contains("onnxruntime-telemetry");
                    assertThat(refused.remedy())
                            .isEqualTo("Set ORT_DISABLE_TELEMETRY=1 in the environment before Java starts.");
                });
        assertThatThrownBy(() -> Telemetry.requireSafe("0", 5_000)).hasMessageContaining("is 0, expected 1.");
    }

    @Test
    void without_telemetry_or_with_a_short_command_line_nothing_is_refused() {
        assertThatCode(() -> Telemetry.requireSafe("1", 5_000)).doesNotThrowAnyException();
        assertThatCode(() -> Telemetry.requireSafe(null, 300)).doesNotThrowAnyException();
    }

    @Test
    void the_length_is_that_of_the_file_and_none_where_there_is_no_such_file() throws IOException {
        assertThat(Telemetry.lengthOf(Files.writeString(folder.resolve("cmdline"), "java\0-cp\0x\0")))
                .isEqualTo(11);
        assertThat(Telemetry.lengthOf(folder.resolve("missing"))).isZero();
    }
}
