package dev.octet.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.platform.LinuxRelease;
import dev.octet.bindings.platform.Machine;
import dev.octet.bindings.platform.NativeLibrary;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MachineLinesTest {

    @Test
    void system_is_named_with_its_distribution() {
        assertThat(new SystemProbe(machine("2.39"), Optional.of(new LinuxRelease("Ubuntu 24.04.3 LTS"))).look())
                .containsExactly(
                        Finding.ok("system", "Linux 6.8 aarch64, Ubuntu 24.04.3 LTS"), Finding.ok("glibc", "2.39"));
    }

    @Test
    void old_c_library_fails() {
        assertThat(new SystemProbe(machine("2.31"), Optional.empty()).look())
                .containsExactly(
                        Finding.ok("system", "Linux 6.8 aarch64"),
                        Finding.fail(
                                "glibc",
                                "2.31, older than 2.35",
                                "Use a system such as Debian 12 or Ubuntu 22.04, or later."));
    }

    @Test
    void processor_without_dot_products_is_warned_about() {
        assertThat(new ProcessorProbe(machine("2.39")).look())
                .containsExactly(
                        Finding.ok("processor", "Cortex, 8 cores"),
                        Finding.warn(
                                "vnni",
                                "no 8-bit dot products: INT8 gains less, and u8 x s8 sums can saturate",
                                "Quantize with --reduced-range for CPUs like this one."));
    }

    @Test
    void little_memory_and_disk_are_warned_about() {
        assertThat(new MemoryProbe(2L << 30, true).look()).containsExactly(Finding.ok("memory", "2048 MiB available"));
        assertThat(new MemoryProbe((2L << 30) - 1, false).look())
                .containsExactly(
                        Finding.warn("memory", "2047 MiB available", "Close other programs or use --threads 1."));
        assertThat(new MemoryProbe(1, true).look())
                .containsExactly(Finding.warn(
                        "memory",
                        "0 MiB available",
                        "Stop the desktop with 'sudo systemctl isolate multi-user.target', close other programs or use"
                                + " --threads 1."));
        assertThat(new DiskProbe(1L << 30).look())
                .containsExactly(Finding.ok("disk", "1024 MiB free for temporary files"));
        assertThat(new DiskProbe(5).look())
                .containsExactly(Finding.warn(
                        "disk",
                        "0 MiB free for temporary files",
                        "Free some space, or set java.io.tmpdir with OCTET_JAVA_OPTS."));
    }

    @Test
    void library_that_everything_needs_fails_by_name() {
        Finding line = new LibraryProbe(unloadable(), true).look().get(0);
        assertThat(line.failed()).isTrue();
        assertThat(line.name()).isEqualTo("no-space");
    }

    @Test
    void library_that_only_some_files_need_is_a_warning() {
        Finding line = new LibraryProbe(unloadable(), false).look().get(0);
        assertThat(line.failed()).isFalse();
        assertThat(line.name()).isEqualTo("no-space");
    }

    private static NativeLibrary unloadable() {
        return NativeLibrary.of("Sample", () -> {
            throw new UnsatisfiedLinkError("No space left on device");
        });
    }

    private static Machine machine(String glibc) {
        return new Machine(
                "Linux 6.8",
                "aarch64",
                "Vendor 17",
                8,
                16L << 30,
                OptionalLong.empty(),
                OptionalLong.empty(),
                "Cortex",
                Set.of(),
                Optional.of(glibc));
    }
}
