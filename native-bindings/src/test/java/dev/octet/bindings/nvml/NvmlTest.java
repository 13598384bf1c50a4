package dev.octet.bindings.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.cuda.GpuLibrary;
import dev.octet.bindings.platform.ChildJvm;
import dev.octet.bindings.platform.StandIn;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVML through the real JNI library, with stand-ins for what NVIDIA brings. */
class NvmlTest {

    private static final String BUS = "0000:65:00.0";

    @TempDir
    private Path folder;

    @Test
    void device_tells_how_it_is_set() {
        assertThat(report(0, BUS).results())
                .containsExactly(new NvmlReading(
                                "580.65.06",
                                OptionalLong.of(79L << 30),
                                Optional.of(true),
                                OptionalDouble.of(500),
                                OptionalDouble.of(700))
                        .toString());
    }

    @Test
    void what_is_not_supported_is_empty() {
        assertThat(report(3, BUS).results())
                .containsExactly(new NvmlReading(
                                "580.65.06",
                                OptionalLong.empty(),
                                Optional.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty())
                        .toString());
    }

    @Test
    void other_statuses_are_failures() {
        assertThat(report(0, "0000:66:00.0").results())
                .containsExactly(
                        "nvml-failed",
                        "NVML cannot be used here: NVIDIA's management library does not answer (NVML says 6: other).");
    }

    private ChildJvm report(int status, String bus) {
        StandIn standIn = new StandIn(folder);
        standIn.of(GpuLibrary.DRIVER.soname(), 0);
        standIn.of(GpuLibrary.RUNTIME.soname(), 0);
        standIn.of(GpuLibrary.NVML.soname(), status);
        ChildJvm child = ChildJvm.run(folder, SettingsReport.class, bus);
        assertThat(child.talk()).isEmpty();
        assertThat(child.exitCode()).isZero();
        return child;
    }
}
