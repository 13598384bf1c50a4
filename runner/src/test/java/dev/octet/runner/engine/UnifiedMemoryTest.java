package dev.octet.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnifiedMemoryTest {

    private static final long MIB = 1 << 20;
    private static final UnifiedMemory NANO = new UnifiedMemory("Orin Nano", 1000 * MIB);

    @TempDir
    private Path root;

    @Test
    void only_a_jetson_has_it_and_a_container_can_have_less() throws IOException {
        assertThat(UnifiedMemory.of(root, machine(OptionalLong.empty()))).isEmpty();
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/nv_tegra_release"), "# R36 (release), REVISION: 4.3, GCID: 1\n");
        assertThat(UnifiedMemory.of(root, machine(OptionalLong.empty())))
                .contains(new UnifiedMemory("Jetson", 5000 * MIB));
        assertThat(UnifiedMemory.of(root, machine(OptionalLong.of(3000 * MIB))))
                .contains(new UnifiedMemory("Jetson", 3000 * MIB));
    }

    @Test
    void weights_that_do_not_fit_are_refused_with_both_numbers() {
        NANO.require(estimate(1000, 9000, OptionalLong.empty()));
        assertThatThrownBy(() -> NANO.require(estimate(1001, 0, OptionalLong.empty())))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.OUT_OF_RESOURCES);
                    assertThat(e.remedy())
                            .isEqualTo("Stop other programs, first of all the desktop: sudo systemctl isolate"
                                    + " multi-user.target.");
                })
                .hasMessage("The weights alone take 1001 MiB, and the GPU of Orin Nano shares the machine's memory, of"
                        + " which 1000 MiB are free.");
    }

    @Test
    void what_may_not_fit_is_said() {
        assertThat(NANO.remark(estimate(100, 500, OptionalLong.of(400 * MIB)))).isEmpty();
        assertThat(NANO.remark(estimate(100, 501, OptionalLong.of(400 * MIB))))
                .contains("The GPU of Orin Nano shares the machine's memory: 1000 MiB are free, the build may take 1001"
                        + " MiB; if it is ended for that, name a --workspace, smaller --max-shapes, or stop the"
                        + " desktop.");
        assertThat(NANO.remark(estimate(100, 1, OptionalLong.empty())).orElseThrow())
                .contains("the build may take 101 MiB and scratch memory without a limit; if");
    }

    private static MemoryEstimate estimate(long weights, long tensors, OptionalLong workspace) {
        return new MemoryEstimate(weights * MIB, tensors * MIB, workspace);
    }

    private static Machine machine(OptionalLong limit) {
        return new Machine(
                "Linux",
                "aarch64",
                "17",
                6,
                8000 * MIB,
                OptionalLong.of(5000 * MIB),
                limit,
                "unknown",
                Set.of(),
                Optional.empty());
    }
}
