package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.octet.bindings.cuda.Cuda;
import dev.octet.bindings.cuda.GpuFailure;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SelfTestCommandTest {

    @TempDir
    private Path folder;

    @Test
    void without_a_gpu_everything_else_is_proved_and_written_down() throws Exception {
        Path file = folder.resolve("new folder/selftest.json");
        CommandLineRun run = CommandLineRun.of("selftest", "--json", "-o", file.toString());
        assertThat(run.talk()).isEmpty();
        assertThat(run.exitCode()).isZero();
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("schema").asString()).isEqualTo("octet.selftest/1");
        assertThat(document.get("gpu").asBoolean()).isFalse();
        assertThat(document.get("passed").asInt()).isEqualTo(3);
        assertThat(document.get("checks")).hasSize(3);
        assertThat(Files.readString(file).strip()).isEqualTo(run.results().strip());
    }

    @Test
    void people_read_a_line_for_each_check() {
        CommandLineRun run = CommandLineRun.of("selftest", "--color=never");
        assertThat(run.results().lines()).hasSize(4);
        assertThat(run.results())
                .containsPattern("(?m)^passed  decode-and-letterbox +\\d+\\.\\d s$")
                .endsWith("3 passed, 0 failed, 0 skipped\n");
    }

    @Test
    void a_gpu_that_is_not_there_is_named_at_once() {
        assumeFalse(hasGpu(), "there is a GPU");
        long start = System.nanoTime();
        CommandLineRun run = CommandLineRun.of("selftest", "--gpu");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.results()).isEmpty();
        assertThat(run.talk())
                .startsWith("octet: CUDA cannot be used here: ")
                .doesNotContain("Exception")
                .matches(said -> java.util.stream.Stream.of(GpuFailure.NO_DRIVER, GpuFailure.NO_DEVICE)
                        .anyMatch(failure -> said.contains(failure.reason()) && said.contains(failure.remedy())));
    }

    @Test
    void many_builds_are_for_a_gpu() {
        CommandLineRun run = CommandLineRun.of("selftest", "--long");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.talk()).startsWith("octet: '--long' is for '--gpu'");
    }

    @Test
    void output_that_cannot_be_written_is_refused_before_the_work() {
        CommandLineRun run = CommandLineRun.of("selftest", "-o", folder.toString());
        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.results()).isEmpty();
    }

    private static boolean hasGpu() {
        try {
            Cuda.requireDriver();
            return true;
        } catch (ToolkitException e) {
            return false;
        }
    }
}
