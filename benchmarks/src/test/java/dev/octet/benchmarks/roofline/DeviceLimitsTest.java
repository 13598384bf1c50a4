package dev.octet.benchmarks.roofline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceLimitsTest {

    @TempDir
    private Path root;

    /** Multiprocessors, boost clock and rates of one in a cycle are other lines of the same data sheets. */
    @ParameterizedTest
    @CsvSource({
        "Tesla T4, 40, 1.59, 1024, 512",
        "NVIDIA A100-SXM4-40GB, 108, 1.41, 2048, 1024",
        "NVIDIA H100 80GB HBM3, 132, 1.83, 4096, 2048",
        "NVIDIA H100 PCIe, 114, 1.62, 4096, 2048",
        "NVIDIA H200, 132, 1.83, 4096, 2048",
        "NVIDIA L4, 58, 2.04, 1024, 512",
        "NVIDIA GeForce RTX 3090, 82, 1.695, 1024, 512",
        "NVIDIA GeForce RTX 4090, 128, 2.52, 1024, 512"
    })
    void the_table_of_cards_agrees_with_their_multiprocessors_and_clocks(
            String name, int multiprocessors, double gigahertz, int int8, int fp16) {
        DeviceLimits limits = GpuLimits.ofCard(name);
        double cycles = multiprocessors * gigahertz * 1e9;
        assertThat(limits.macs(Arithmetic.INT8) / (cycles * int8)).isCloseTo(1, within(0.005));
        assertThat(limits.macs(Arithmetic.FP16) / (cycles * fp16)).isCloseTo(1, within(0.005));
        assertThat(limits.macs(Arithmetic.FP32)).isLessThan(limits.macs(Arithmetic.FP16));
    }

    /** Dense INT8 TOPS of the GPU: half of the figures with sparsity that NVIDIA publishes. */
    @ParameterizedTest
    @CsvSource({
        "NVIDIA Jetson AGX Orin Developer Kit, 64, MAXN, 85, 204.8",
        "NVIDIA Jetson AGX Orin Developer Kit, 64, MODE_30W, 20.5, 204.8",
        "NVIDIA Jetson AGX Orin Developer Kit, 32, MAXN, 53.4, 204.8",
        "NVIDIA Jetson Orin NX Engineering Reference Developer Kit, 16, MAXN, 30, 102.4",
        "NVIDIA Jetson Orin Nano Engineering Reference Developer Kit Super, 8, MAXN_SUPER, 33.4, 102.4",
        "NVIDIA Jetson Orin Nano Developer Kit, 8, 15W, 20.5, 68.3",
        "NVIDIA Jetson AGX Thor Developer Kit, 128, MAXN, 517, 273"
    })
    void jetsons_have_limits_for_each_power_mode(String model, int gigabytes, String mode, double tops, double memory) {
        DeviceLimits limits = GpuLimits.ofJetson(model, (long) gigabytes * 1_000_000_000, Optional.of(mode));
        assertThat(limits.macs(Arithmetic.INT8) * 2e-12).isCloseTo(tops, within(0.01 * tops));
        assertThat(limits.bytesPerSecond()).isCloseTo(memory * 1e9, within(1e6));
        assertThat(limits.origin()).startsWith("computed for power mode ").endsWith(", dense, without DLA");
    }

    @Test
    void a_mode_of_ones_own_is_held_against_the_fastest_and_says_so() {
        DeviceLimits limits = GpuLimits.ofJetson("NVIDIA Jetson AGX Orin", 64L << 30, Optional.of("MINE"));
        assertThat(limits.origin())
                .isEqualTo("computed for power mode MAXN, as mode MINE is not in the table, dense, without DLA");
    }

    @Test
    void a_device_that_is_not_in_the_table_is_named() {
        assertThatThrownBy(() -> GpuLimits.ofCard("NVIDIA L40"))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED);
                    assertThat(e.remedy()).isEqualTo("Leave --roofline out.");
                })
                .hasMessage("There are no limits of GPU NVIDIA L40 in the table, which has Tesla T4, NVIDIA"
                        + " A100-SXM4-40GB, NVIDIA A100-PCIE-40GB, NVIDIA A100 80GB PCIe, NVIDIA A100-SXM4-80GB, NVIDIA H100"
                        + " 80GB HBM3, NVIDIA H100 PCIe, NVIDIA H200, NVIDIA L4, NVIDIA GeForce RTX 3090, NVIDIA GeForce RTX"
                        + " 4090 and Jetson modules.");
        assertThatThrownBy(() -> GpuLimits.ofJetson("NVIDIA Jetson Nano", 4L << 30, Optional.empty()))
                .hasMessage("There are no limits of Jetson module NVIDIA Jetson Nano in the table, which has Orin Nano,"
                        + " Orin NX, AGX Orin and Thor.");
    }

    @Test
    void processors_are_estimated_from_their_widest_instructions() {
        CpuClock clock = new CpuClock(2e9, "given");
        DeviceLimits milan = CpuLimits.of(machine("amd64", "avx", "avx2", "fma"), 2, clock, 2e10);
        assertThat(milan.macs(Arithmetic.FP32)).isEqualTo(64e9);
        assertThat(milan.macs(Arithmetic.FP16)).isEqualTo(64e9);
        assertThat(milan.macs(Arithmetic.INT8)).isEqualTo(128e9);
        assertThat(milan.text())
                .isEqualTo("some processor, 2 cores: INT8 128.0, FP16 64.0, FP32 64.0 GMAC/s dense, memory 20.0 GB/s"
                        + " (estimate from AVX2 without VNNI at 2.00 GHz (given); memory measured)");
        assertThat(CpuLimits.vectors(Set.of("avx2", "avx512f", "avx512_vnni"), "amd64"))
                .isEqualTo(new CpuLimits.Vectors(32, 128, "AVX-512 VNNI"));
        assertThat(CpuLimits.vectors(Set.of("asimd", "asimddp"), "aarch64"))
                .isEqualTo(new CpuLimits.Vectors(8, 32, "NEON with dot products"));
    }

    private static Machine machine(String arch, String... flags) {
        return new Machine(
                "Linux",
                arch,
                "a JDK",
                2,
                1L << 34,
                OptionalLong.empty(),
                OptionalLong.empty(),
                "some processor",
                Set.of(flags),
                Optional.empty());
    }

    @Test
    void the_clock_is_what_the_system_names() throws IOException {
        assertThat(CpuClock.named(root)).isEmpty();
        Path file = root.resolve("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "3675000\n");
        assertThat(CpuClock.named(root)).contains(new CpuClock(3.675e9, "highest clock of cpufreq"));
        Files.writeString(file, "junk\n");
        assertThat(CpuClock.named(root)).isEmpty();
    }

    @Test
    void clock_and_memory_are_measured_in_sensible_units() {
        assertThat(CpuClock.measured().hertz()).isBetween(1e8, 1e10);
        assertThat(MemoryBandwidth.measure(2, 100_000)).isBetween(1e8, 1e13);
    }
}
