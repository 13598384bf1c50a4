package dev.octet.benchmarks.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.benchmarks.jetson.Jetson;
import dev.octet.benchmarks.jetson.JetsonState;
import dev.octet.benchmarks.state.Clock;
import dev.octet.benchmarks.state.Throttling;
import dev.octet.benchmarks.sysfs.KernelTree;
import dev.octet.bindings.nvml.ClockLimit;
import dev.octet.bindings.nvml.NvmlAnswer;
import dev.octet.bindings.nvml.NvmlProcess;
import dev.octet.bindings.nvml.NvmlState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarningsTest {

    private static final long PID = 77;
    private static final Throttling CALM = new Throttling(List.of(), Map.of("over-current 3", 4L));

    @TempDir
    private Path root;

    @Test
    void quiet_machine_has_none() {
        MachineState quiet = state(0.4, "performance", CALM, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(warnings(quiet, quiet, Optional.empty())).isEmpty();
    }

    @Test
    void governor_and_load_of_a_server() {
        MachineState busy = state(3.5, "schedutil", CALM, Optional.of("Xorg"), Optional.empty(), Optional.empty());
        assertThat(warnings(busy, busy, Optional.empty()))
                .containsExactly(
                        "The governor of the processor is schedutil, so its clocks follow the load; 'performance' holds"
                                + " them up.",
                        "The load before the start was 3.50 on 8 cores: something else runs, or ran within the last"
                                + " minute.");
    }

    @Test
    void load_of_a_quarter_of_the_cores_is_none_of_the_others() {
        MachineState quiet = state(2, "performance", CALM, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(warnings(quiet, quiet, Optional.empty())).isEmpty();
    }

    @Test
    void machine_that_slowed_down_says_why() {
        MachineState before = state(0, "performance", CALM, Optional.empty(), Optional.empty(), Optional.empty());
        Throttling hot = new Throttling(List.of("cpufreq-cpu0"), Map.of("over-current 3", 6L));
        MachineState after = state(0, "performance", hot, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(warnings(before, after, Optional.empty()))
                .containsExactly("The machine slowed itself down: cpufreq-cpu0, over-current 3 (2 times).");
    }

    @Test
    void gpu_that_was_slowed_down_moved_and_is_shared() {
        NvmlState nvml = nvml(Set.of(ClockLimit.THERMAL_SLOWDOWN), PID, 4321);
        MachineState state =
                state(0, "performance", CALM, Optional.of("gnome-shell"), Optional.of(nvml), Optional.empty());
        WatchedClock clock = new WatchedClock("GPU", 1410, 1980, Set.of(ClockLimit.POWER_CAP, ClockLimit.IDLE), 10);
        assertThat(warnings(state, state, Optional.of(clock)))
                .containsExactly(
                        "A desktop runs (gnome-shell), which shares GPU and memory; 'sudo systemctl isolate"
                                + " multi-user.target' ends it.",
                        "The GPU was slowed down by the power limit and by heat (driver).",
                        "The clock of the GPU moved between 1410 and 1980 MHz during the run.",
                        "Another process uses the GPU (4321).");
    }

    @Test
    void gpu_in_a_container_has_one_process_that_is_ours() {
        MachineState alone =
                state(0, "performance", CALM, Optional.empty(), Optional.of(nvml(Set.of(), 4000)), Optional.empty());
        WatchedClock still = new WatchedClock("GPU", 1950, 1980, Set.of(), 10);
        assertThat(warnings(alone, alone, Optional.of(still))).isEmpty();
        MachineState shared = state(
                0,
                "performance",
                CALM,
                Optional.empty(),
                Optional.of(nvml(Set.of(), 4000, 4001, 4002)),
                Optional.empty());
        assertThat(warnings(shared, shared, Optional.of(still)))
                .containsExactly("2 other processes use the GPU (among 4000, 4001, 4002).");
    }

    @Test
    void board_in_a_low_power_mode_with_clocks_that_float() {
        MachineState state = board("orin-nx-jetpack5");
        assertThat(warnings(state, state, Optional.empty()))
                .containsExactly(
                        "The governor of the processor is schedutil, so its clocks follow the load; 'performance' holds"
                                + " them up.",
                        "The power mode is 25W, which holds clocks and cores down; see 'nvpmodel -q'.",
                        "The clocks of the board float; 'sudo jetson_clocks' locks them.",
                        "The GPU was 13 % busy before the start: something else runs on it.");
    }

    @Test
    void board_with_locked_clocks_has_no_warning() {
        MachineState state = board("orin-nano-jetpack6");
        assertThat(warnings(state, state, Optional.empty())).isEmpty();
    }

    @Test
    void board_that_does_not_tell_its_clocks_says_so() {
        MachineState state = board("agx-orin-denied");
        assertThat(warnings(state, state, Optional.empty()))
                .containsExactly("Whether the clocks of the board float is not known.");
    }

    private MachineState board(String tree) {
        JetsonState board = Jetson.of(KernelTree.of(Jetson.class, tree + ".txt", root), new NoPrograms())
                .orElseThrow()
                .state();
        return new MachineState(
                "2026-01-01T00:00:00Z",
                OptionalDouble.of(0),
                OptionalLong.empty(),
                ProcessorState.of(board.processorClocks()),
                Map.of(),
                CALM,
                Optional.empty(),
                Optional.empty(),
                Optional.of(board),
                List.of());
    }

    private static MachineState state(
            double load,
            String governor,
            Throttling throttling,
            Optional<String> desktop,
            Optional<NvmlState> gpu,
            Optional<JetsonState> jetson) {
        Clock clock =
                new Clock("CPU", OptionalLong.of(2_000_000_000), 800_000_000, 2_000_000_000, Optional.of(governor));
        return new MachineState(
                "2026-01-01T00:00:00Z",
                OptionalDouble.of(load),
                OptionalLong.empty(),
                ProcessorState.of(List.of(clock)),
                Map.of(),
                throttling,
                desktop,
                gpu,
                jetson,
                List.of());
    }

    private static NvmlState nvml(Set<ClockLimit> limits, long... pids) {
        NvmlAnswer untold = new NvmlAnswer(OptionalDouble.empty(), "not supported");
        List<NvmlProcess> processes = Arrays.stream(pids)
                .mapToObj(pid -> new NvmlProcess(pid, OptionalLong.empty()))
                .toList();
        return new NvmlState(untold, untold, untold, untold, untold, untold, untold, untold, limits, "", processes, "");
    }

    private static List<String> warnings(MachineState before, MachineState after, Optional<WatchedClock> clock) {
        return Warnings.of(before, after, clock, 8, PID);
    }
}
