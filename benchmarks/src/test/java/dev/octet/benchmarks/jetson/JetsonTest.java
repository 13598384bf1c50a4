package dev.octet.benchmarks.jetson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.benchmarks.jetson.JetsonState.Clocks;
import dev.octet.benchmarks.power.PowerSource;
import dev.octet.benchmarks.power.PowerSources;
import dev.octet.benchmarks.state.Clock;
import dev.octet.benchmarks.state.Temperatures;
import dev.octet.benchmarks.state.Throttling;
import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.benchmarks.sysfs.KernelTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JetsonTest {

    private static final double EXACT = 1e-9;

    @TempDir
    private Path root;

    /**
     * What a tree of files amounts to.
     *
     * @param tree name of the resource
     * @param total rails that are added up
     * @param covers what they supply
     * @param watts their sum, by hand from mV times mA
     * @param seen all rails
     * @param mode power mode
     * @param clocks whether they move
     * @param gpu clocks of the GPU
     */
    record Golden(
            String tree,
            List<String> total,
            String covers,
            double watts,
            List<String> seen,
            String mode,
            Clocks clocks,
            List<String> gpu) {

        @Override
        public String toString() {
            return tree;
        }
    }

    static Stream<Golden> trees() {
        List<String> orin = List.of("VDD_IN", "VDD_CPU_GPU_CV", "VDD_SOC");
        List<String> agx = List.of("VDD_GPU_SOC", "VDD_CPU_CV", "VIN_SYS_5V0");
        List<String> agxSeen = List.of("VDD_GPU_SOC", "VDD_CPU_CV", "VIN_SYS_5V0", "VDDQ_VDD2_1V8AO");
        List<String> thor = List.of("VDD_GPU", "VDD_CPU_SOC_MSS", "VIN_SYS_5V0");
        String module = "the module, without the carrier";
        return Stream.of(
                new Golden(
                        "orin-nano-jetpack6",
                        List.of("VDD_IN"),
                        "the module",
                        5.016 * 1.160,
                        orin,
                        "MAXN_SUPER",
                        Clocks.LOCKED,
                        List.of("GPU 17000000.gpu")),
                new Golden(
                        "orin-nx-jetpack5",
                        List.of("VDD_IN"),
                        "the module",
                        4.960,
                        orin,
                        "25W",
                        Clocks.FLOATING,
                        List.of("GPU 17000000.ga10b")),
                new Golden(
                        "agx-orin-jetpack5",
                        agx,
                        module,
                        19.880 * 0.120 + 19.880 * 0.040 + 5.024 * 0.700,
                        agxSeen,
                        "MAXN",
                        Clocks.FLOATING,
                        List.of("GPU 17000000.ga10b")),
                new Golden(
                        "agx-orin-jetpack6",
                        agx,
                        module,
                        19.872 * 0.150 + 19.872 * 0.050 + 4.968 * 0.800,
                        agxSeen,
                        "MODE_30W",
                        Clocks.LOCKED,
                        List.of("GPU 17000000.gpu")),
                new Golden(
                        "agx-orin-jetpack7",
                        agx,
                        module,
                        4 + 2 + 5,
                        agx,
                        "MAXN",
                        Clocks.FLOATING,
                        List.of("GPU 17000000.gpu")),
                new Golden(
                        "thor-jetpack7",
                        List.of("VIN"),
                        "the whole board, module and carrier",
                        28.906,
                        List.of("VDD_GPU", "VDD_CPU_SOC_MSS", "VIN_SYS_5V0", "VIN"),
                        "MAXN",
                        Clocks.FLOATING,
                        List.of("GPU gpu-gpc-0", "GPU gpu-nvd-0")),
                new Golden(
                        "thor-jetpack7-carrier",
                        thor,
                        module,
                        11.800 * 0.500 + 11.800 * 0.550 + 5 * 1.300,
                        thor,
                        "120W",
                        Clocks.LOCKED,
                        List.of("GPU gpu-gpc-0", "GPU gpu-nvd-0")),
                new Golden(
                        "xavier-jetpack4",
                        List.of("GPU", "CPU", "SOC", "CV", "VDDRQ", "SYS5V"),
                        module,
                        0.1 + 0.2 + 0.3 + 1 + 2 + 3,
                        List.of("GPU", "CPU", "SOC", "CV", "VDDRQ", "SYS5V"),
                        "MAXN",
                        Clocks.UNKNOWN,
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void board_tells_rails_total_mode_and_clocks(Golden golden) throws IOException {
        KernelFiles kernel = tree(golden.tree());
        JetsonState state = jetson(kernel).state();
        assertThat(state.railWatts().keySet()).containsExactlyElementsOf(golden.seen());
        RailTotal total = state.total().orElseThrow();
        assertThat(total.rails()).isEqualTo(golden.total());
        assertThat(total.covers()).isEqualTo(golden.covers());
        assertThat(total.watts()).isCloseTo(golden.watts(), within(EXACT));
        assertThat(state.powerMode().orElseThrow().name()).isEqualTo(golden.mode());
        assertThat(state.clocks()).isEqualTo(golden.clocks());
        assertThat(state.gpuClocks()).extracting(Clock::name).isEqualTo(golden.gpu());
        try (PowerSources sources = new PowerSources()) {
            jetson(kernel).addPower(sources);
            PowerSource source = sources.readable().get(0);
            assertThat(source.read() / 1e6).isCloseTo(golden.watts(), within(EXACT));
            assertThat(source.covers()).isEqualTo(golden.covers());
            assertThat(source.name()).endsWith(String.join(" + ", golden.total()));
        }
    }

    @Test
    void board_tells_its_release_fan_and_what_root_alone_may_know() {
        JetsonState state = jetson(tree("orin-nano-jetpack6")).state();
        assertThat(state.board()).isEqualTo("NVIDIA Jetson Orin Nano Engineering Reference Developer Kit Super");
        assertThat(state.l4t()).isEqualTo("36.4.3");
        assertThat(state.jetPack()).contains("6.1 or 6.2");
        Fan fan = state.fan().orElseThrow();
        assertThat(fan.percent()).hasValue(100);
        assertThat(fan.turnsPerMinute()).hasValue(5432);
        assertThat(fan.profile()).contains("cool");
        assertThat(state.gpuPercent()).hasValue(0);
        assertThat(state.memoryClock()).isEmpty();
        assertThat(state.problems())
                .containsExactly("clock of memory: /sys/kernel/debug/bpmp/debug/clk/emc/min_rate: permission denied");
    }

    @Test
    void memory_that_is_locked_by_the_boot_processor_counts_as_locked() {
        assertThat(jetson(tree("agx-orin-jetpack6"))
                        .state()
                        .memoryClock()
                        .orElseThrow()
                        .isLocked())
                .isTrue();
        assertThat(jetson(tree("orin-nx-jetpack5"))
                        .state()
                        .memoryClock()
                        .orElseThrow()
                        .isLocked())
                .isFalse();
    }

    @Test
    void thor_with_a_gpu_that_sleeps_tells_the_other_temperatures() {
        KernelFiles kernel = tree("thor-jetpack7");
        List<String> problems = new ArrayList<>();
        assertThat(Temperatures.of(kernel, problems))
                .containsEntry("soc012-thermal", 48.281)
                .containsEntry("tj-thermal", 51.218)
                .hasSize(4);
        assertThat(problems)
                .containsExactly("temperature of gpu-thermal: /sys/class/thermal/thermal_zone4/temp: does not exist");
        Fan fan = jetson(kernel).state().fan().orElseThrow();
        assertThat(fan)
                .isEqualTo(new Fan(
                        java.util.OptionalDouble.of(20), java.util.OptionalLong.of(1210), Optional.of("quiet")));
    }

    @Test
    void board_that_may_not_be_read_says_what_is_missing_and_goes_on() {
        KernelFiles kernel = tree("agx-orin-denied");
        JetsonState state = jetson(kernel).state();
        assertThat(state.railWatts()).containsOnlyKeys("VDD_GPU_SOC", "VDD_CPU_CV");
        assertThat(state.total()).isEmpty();
        assertThat(state.powerMode()).isEmpty();
        assertThat(state.clocks()).isEqualTo(Clocks.UNKNOWN);
        assertThat(state.problems())
                .containsExactly(
                        "rail VIN_SYS_5V0: /sys/class/hwmon/hwmon0/curr3_input: permission denied",
                        "clock of the GPU: no GPU in /sys/class/devfreq",
                        "power mode: nvpmodel does not answer, and /var/lib/nvpmodel/status: permission denied",
                        "clock of memory: /sys/kernel/debug/bpmp/debug/clk/emc/min_rate: does not exist",
                        "clock of CPU policy0: /sys/devices/system/cpu/cpufreq/policy0/scaling_max_freq: permission"
                                + " denied",
                        "rail VIN_SYS_5V0 is missing, so there is no total");
        try (PowerSources sources = new PowerSources()) {
            jetson(kernel).addPower(sources);
            assertThat(sources.readable()).isEmpty();
            assertThat(sources.reasons())
                    .containsExactly("rails of the board: /sys/class/hwmon/hwmon0/curr3_input: permission denied");
        }
    }

    @Test
    void board_with_a_rail_unconnected_has_no_total() {
        KernelFiles kernel = tree("agx-orin-two-rails");
        JetsonState state = jetson(kernel).state();
        assertThat(state.total()).isEmpty();
        assertThat(state.powerMode().orElseThrow().name()).isEqualTo("mode 5");
        assertThat(state.problems())
                .contains(
                        "rail VIN_SYS_5V0 is missing, so there is no total",
                        "name of power mode 5: not in /etc/nvpmodel.conf");
        try (PowerSources sources = new PowerSources()) {
            jetson(kernel).addPower(sources);
            assertThat(sources.reasons())
                    .containsExactly("rails of the board: rail VIN_SYS_5V0 is missing, so there is no total");
        }
    }

    @Test
    void board_without_monitors_and_with_unknown_ones_says_so() {
        String release = "/etc/nv_tegra_release = # R36 (release), REVISION: 4.3\n";
        try (PowerSources sources = new PowerSources()) {
            jetson(KernelTree.of(release, root)).addPower(sources);
            assertThat(sources.reasons())
                    .containsExactly(
                            "rails of the board: no power monitor: neither an ina3221 below /sys/class/hwmon nor"
                                    + " one below /sys/bus/i2c/drivers");
        }
        assertThat(BoardTotal.noneFor(java.util.Set.of("B", "A")))
                .isEqualTo("which of the rails A, B add up to the board is not known");
    }

    @Test
    void tegrastats_stands_in_for_rails_that_files_do_not_tell() {
        KernelFiles kernel = KernelTree.of("/etc/nv_tegra_release = # R36 (release), REVISION: 4.3\n", root);
        String line = "RAM 1/2MB GR3D_FREQ 37%@1300 VDD_IN 5120mW/5000mW VDD_SOC 1000mW/1000mW";
        JetsonState state = Jetson.of(kernel, new FakePrograms(Optional.empty(), Optional.of(line)))
                .orElseThrow()
                .state();
        assertThat(state.total().orElseThrow().watts()).isEqualTo(5.12);
        assertThat(state.gpuPercent()).hasValue(37);
    }

    @Test
    void answer_of_nvpmodel_goes_before_its_files() {
        Jetson jetson = Jetson.of(
                        tree("orin-nx-jetpack5"),
                        new FakePrograms(Optional.of("NV Power Mode: 15W\n2\n"), Optional.empty()))
                .orElseThrow();
        assertThat(jetson.state().powerMode().orElseThrow().name()).isEqualTo("15W");
    }

    @Test
    void slowing_down_and_over_current_are_told_fans_are_not() throws IOException {
        KernelFiles kernel = tree("orin-nano-jetpack6");
        Throttling before = Throttling.of(kernel);
        assertThat(before.cooling()).isEmpty();
        Files.writeString(root.resolve("sys/class/hwmon/hwmon0/oc3_event_cnt"), "6\n");
        Files.writeString(root.resolve("sys/class/thermal/cooling_device1/cur_state"), "2\n");
        Throttling after = Throttling.of(kernel);
        assertThat(after.cooling()).containsExactly("cpufreq-cpu0");
        assertThat(after.since(before)).containsExactly("over-current 3 (2 times)");
        assertThat(before.since(before)).isEmpty();
    }

    @Test
    void machine_without_a_tegra_release_is_no_jetson() {
        assertThat(Jetson.of(KernelTree.of("/proc/loadavg = 0 0 0\n", root))).isEmpty();
    }

    private KernelFiles tree(String name) {
        return KernelTree.of(JetsonTest.class, name + ".txt", root);
    }

    private static Jetson jetson(KernelFiles kernel) {
        return Jetson.of(kernel, FakePrograms.absent()).orElseThrow();
    }
}
