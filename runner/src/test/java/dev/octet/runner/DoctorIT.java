package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.cuda.GpuFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoctorIT {

    @TempDir
    private Path folder;

    @Test
    void poisoned_library_path_becomes_a_named_line_and_never_a_stack_trace() throws IOException {
        Path driver = Files.createFile(folder.resolve("libcuda.so.1"));
        Launcher.Outcome outcome = Launcher.run(
                folder,
                Map.of("LD_LIBRARY_PATH", folder.toString()),
                List.of(Launcher.path().toString(), "doctor", "--quiet", "--color=never"));
        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.talk()).isEmpty();
        assertThat(outcome.results())
                .contains("fail  NVIDIA driver    CUDA cannot be used here: a file that should be a library is none ("
                        + driver
                        + " is an empty file).\n      -> Install the package again that the file belongs to, or"
                        + " take its folder out of LD_LIBRARY_PATH.\n")
                .doesNotContain("\tat ", "Exception", "Error");
    }

    @ParameterizedTest
    @EnumSource(GpuFailure.class)
    void every_failure_has_its_line_in_the_documentation(GpuFailure failure) throws IOException {
        assertThat(Files.readAllLines(Launcher.path().resolveSibling("docs").resolve("gpu.md")))
                .contains("| `" + failure.diagnosis() + "` | " + failure.reason() + " | " + failure.remedy() + " |");
    }
}
