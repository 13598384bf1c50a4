package dev.octet.bindings.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensorrt.TensorRtLog.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorRtLogTest {

    private final TensorRtLog log = new TensorRtLog();

    @Test
    void errors_stand_before_warnings_and_information_is_not_kept() {
        log.line(Severity.INFO, "timing kernels");
        log.line(Severity.WARNING, "missing scale");
        assertThat(log.complaints()).containsExactly("warning: missing scale");
        log.line(Severity.INTERNAL_ERROR, "assertion failed");
        assertThat(log.complaints()).containsExactly("error: assertion failed");
        log.forget();
        assertThat(log.complaints()).isEmpty();
    }

    @Test
    void only_the_last_sixteen_are_kept() {
        for (int i = 0; i < 20; i++) {
            log.line(Severity.ERROR, "error " + i);
        }
        assertThat(log.complaints()).hasSize(16).startsWith("error: error 4").endsWith("error: error 19");
    }

    @Test
    void listeners_hear_every_line_until_they_stop() {
        List<String> heard = new ArrayList<>();
        try (TensorRtLog.Listening listening = log.listen((severity, text) -> heard.add(severity + " " + text))) {
            assertThat(listening).isNotNull();
            log.line(Severity.VERBOSE, "tactic 1");
            log.line(Severity.ERROR, "no tactic");
        }
        log.line(Severity.INFO, "not heard");
        assertThat(heard).containsExactly("VERBOSE tactic 1", "ERROR no tactic");
        assertThat(Severity.INTERNAL_ERROR.isError()).isTrue();
        assertThat(Severity.WARNING.isError()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Requested amount of GPU memory could not be allocated: out of memory | OUT_OF_RESOURCES | --workspace
            Unable to load library: libnvinfer_builder_resource_sm86.so.10.16.2 | UNSUPPORTED | libnvinfer_builder_resource_sm86.so.10.16.2
            not compatible with this version, expecting library version 10.15 | UNSUPPORTED | --version-compatible
            Using an engine plan file across different models of devices is not supported | UNSUPPORTED | --hardware-compatibility
            Cannot deserialize engine with lean runtime since getEngineHostCodeAllowed() is false | UNSUPPORTED | without --version-compatible
            Could not find any implementation for node /conv | UNSUPPORTED | another precision
            Assertion failed | NATIVE_FAILURE | octet doctor
            """)
    void what_tensorrt_says_decides_what_to_do(String said, FailureKind kind, String remedy) {
        ToolkitException failure = TensorRtFailure.of("TensorRT made no engine", List.of("error: " + said));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.remedy()).contains(remedy);
        assertThat(failure).hasMessage("TensorRT made no engine: error: " + said + ".");
    }
}
