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

    @Test
    void device_tells_what_it_does() {
        assertThat(state(0, "state").results())
                .containsExactly(
                        "energy 123456.789",
                        "power 312.5",
                        "limit 500.0",
                        "sm 1755.0 of 1980.0",
                        "memory 2619.0 of 3201.0",
                        "temperature 61.0",
                        "clocks [POWER_CAP, THERMAL_SLOWDOWN]",
                        "4321 OptionalLong[1073741824]",
                        "4322 OptionalLong.empty");
    }

    @Test
    void what_a_device_does_not_tell_says_why() {
        assertThat(state(3, "state").results())
                .containsExactly(
                        "energy not supported",
                        "power not supported",
                        "limit not supported",
                        "sm not supported of not supported",
                        "memory not supported of not supported",
                        "temperature not supported",
                        "clocks not supported",
                        "processes not supported");
        assertThat(state(4, "state").results()).startsWith("energy no permission");
        assertThat(state(15, "state").results()).startsWith("energy NVML says 15: other");
    }

    @Test
    void numbers_that_change_are_read_without_making_an_object() {
        assertThat(state(0, "loop").results())
                .containsExactly("123456789 mJ, 312500 mW, 1755 MHz, mask 16420", "0 bytes per reading");
    }

    @Test
    void reading_what_is_not_supported_is_a_failure() {
        assertThat(state(3, "loop").results())
                .containsExactly(
                        "NVML cannot be used here: NVIDIA's management library does not answer (NVML says 3: other).");
    }

    private ChildJvm state(int status, String what) {
        return child(status, DeviceReport.class, BUS, what);
    }

    private ChildJvm report(int status, String bus) {
        return child(status, SettingsReport.class, bus);
    }

    private ChildJvm child(int status, Class<?> main, String... arguments) {
        StandIn standIn = new StandIn(folder);
        standIn.of(GpuLibrary.DRIVER.soname(), 0);
        standIn.of(GpuLibrary.RUNTIME.soname(), 0);
        standIn.of(GpuLibrary.NVML.soname(), status);
        ChildJvm child = ChildJvm.run(folder, main, arguments);
        assertThat(child.talk()).isEmpty();
        assertThat(child.exitCode()).isZero();
        return child;
    }
}
