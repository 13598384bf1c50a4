package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {

    @Test
    void each_check_has_a_status_and_each_warning_its_fix() {
        CommandLineRun run = CommandLineRun.of("doctor", "--json");
        assertThat(run.exitCode()).isZero();
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.doctor/1");
        assertThat(document.get("healthy").booleanValue()).isTrue();
        assertThat(document.get("findings")
                        .valueStream()
                        .map(f -> f.get("check").stringValue()))
                .contains("java", "system", "processor", "vnni", "memory", "disk", "ONNX Runtime", "OpenCV");
        assertThat(document.get("findings").valueStream())
                .allSatisfy(f -> assertThat(f.get("fix").stringValue().isEmpty())
                        .isEqualTo(f.get("status").stringValue().equals("ok")));
    }

    @Test
    void people_get_one_line_per_check() {
        CommandLineRun run = CommandLineRun.of("doctor", "--color=never");
        assertThat(run.results()).containsPattern("(?m)^ok    ONNX Runtime     \\d+\\.\\d+\\.\\d+$");
        assertThat(run.talk()).isEmpty();
    }
}
