package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.octet.bindings.platform.LibrarySearch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {

    @Test
    void each_check_has_a_status_and_each_warning_its_fix() {
        CommandLineRun run = CommandLineRun.of("doctor", "--cpu", "--json");
        assertThat(run.exitCode()).isZero();
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.doctor/1");
        assertThat(document.get("healthy").booleanValue()).isTrue();
        assertThat(document.get("findings")
                        .valueStream()
                        .map(f -> f.get("check").stringValue()))
                .contains("java", "system", "processor", "vnni", "NVIDIA driver", "CUDA", "TensorRT")
                .contains("memory", "disk", "power mode", "ONNX Runtime", "OpenCV");
        assertThat(document.get("findings").valueStream())
                .allSatisfy(f -> assertThat(f.get("fix").stringValue().isEmpty())
                        .isEqualTo(f.get("status").stringValue().equals("ok")));
    }

    @Test
    void people_get_one_line_per_check() {
        CommandLineRun run = CommandLineRun.of("doctor", "--cpu", "--color=never");
        assertThat(run.results()).containsPattern("(?m)^ok    ONNX Runtime     \\d+\\.\\d+\\.\\d+$");
        assertThat(run.talk()).isEmpty();
    }

    @Test
    void lack_of_a_gpu_is_a_failure_unless_the_processor_is_enough() {
        assumeTrue(
                LibrarySearch.current().whereIs("libcuda.so.1").isEmpty(),
                "there is an NVIDIA driver, so its lack cannot be shown");
        assertThat(CommandLineRun.of("doctor", "--cpu", "--color=never").results())
                .containsPattern("(?m)^warn  NVIDIA driver    CUDA cannot be used here: there is no NVIDIA driver \\(");
        CommandLineRun run = CommandLineRun.of("doctor", "--json");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.talk())
                .isEqualTo(
                        "Only building and running TensorRT engines needs a GPU; 'octet doctor --cpu' checks for the rest.\n");
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("healthy").booleanValue()).isFalse();
        JsonNode driver = document.get("findings")
                .valueStream()
                .filter(f -> f.get("check").stringValue().equals("NVIDIA driver"))
                .findFirst()
                .orElseThrow();
        assertThat(driver.propertyNames()).containsExactly("check", "status", "found", "fix", "name");
        assertThat(driver.get("status").stringValue()).isEqualTo("fail");
        assertThat(driver.get("name").stringValue()).isEqualTo("no-driver");
    }

    @Test
    void folder_of_resources_must_be_one() {
        CommandLineRun run = CommandLineRun.of("doctor", "--resources=no/such/folder");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk())
                .startsWith("octet: '--resources=no/such/folder' is no folder.\n  See 'octet doctor --help'.\n");
    }
}
