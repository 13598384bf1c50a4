package dev.octet.benchmarks.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.benchmarks.jetson.Jetson;
import dev.octet.benchmarks.power.PowerSource;
import dev.octet.benchmarks.power.PowerSources;
import dev.octet.benchmarks.state.Clock;
import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.benchmarks.sysfs.KernelTree;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.nvml.ClockLimit;
import dev.octet.calibrator.OctetVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentProbeTest {

    private static final GpuUnderTest BLIND =
            new GpuUnderTest("GPU 0, Test", Optional.empty(), Optional.empty(), "not installed");

    @TempDir
    private Path root;

    @Test
    void record_of_a_board_holds_what_it_is_and_how_it_is_set() throws IOException {
        KernelFiles kernel = KernelTree.of(Jetson.class, "thor-jetpack7-carrier.txt", root);
        EnvironmentProbe probe = EnvironmentProbe.of(kernel, Jetson.of(kernel, new NoPrograms()), Optional.empty());
        AtomicInteger runs = new AtomicInteger();
        Observation run = probe.during(runs::incrementAndGet);
        Path model = Files.writeString(root.resolve("model.onnx"), "abc");
        EnvironmentRecord record = probe.record(
                run, List.of("benchmark", "m"), Map.of("ONNX Runtime", "1.29.0"), List.of(ModelFile.of(model)));
        assertThat(runs).hasValue(1);
        Setup setup = record.setup();
        assertThat(setup.octet()).isEqualTo(OctetVersion.CURRENT);
        assertThat(setup.flags()).containsExactly("benchmark", "m");
        assertThat(setup.processor().governors()).contains("schedutil");
        assertThat(setup.processor().highestMhz()).hasValue(2601);
        assertThat(setup.board())
                .contains(new Setup.Board(
                        "NVIDIA Jetson T5000", "38.4.0", Optional.of("7.1"), Optional.of("120W"), "LOCKED"));
        assertThat(record.models())
                .containsExactly(new ModelFile(
                        model.toString(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3));
        assertThat(record.before().celsius()).containsEntry("tj-thermal", 55.1);
        assertThat(record.before().time()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(record.warnings())
                .containsExactly("The power mode is 120W, which holds clocks and cores down; see 'nvpmodel -q'.");
    }

    @Test
    void power_of_a_board_is_that_of_its_rails() throws IOException {
        KernelFiles kernel = KernelTree.of(Jetson.class, "thor-jetpack7.txt", root);
        try (PowerSources sources = EnvironmentProbe.of(kernel, Jetson.of(kernel), Optional.of(BLIND))
                .power()) {
            assertThat(sources.readable()).extracting(PowerSource::name).containsExactly("INA238 VIN");
            assertThat(sources.readable().get(0).read()).isEqualTo(28_906_000);
            assertThat(sources.reasons()).isEmpty();
        }
    }

    @Test
    void machine_without_sources_says_why_of_each() {
        KernelFiles kernel = KernelTree.of("", root);
        try (PowerSources sources = EnvironmentProbe.of(kernel, Optional.empty(), Optional.of(BLIND))
                .power()) {
            assertThat(sources.readable()).isEmpty();
            assertThat(sources.reasons())
                    .containsExactly(
                            "NVML of GPU 0, Test: not installed",
                            "RAPL: no counter in /sys/class/powercap, as in most virtual machines and on processors"
                                    + " without it");
        }
    }

    @Test
    void state_says_what_is_missing() {
        MachineState state = EnvironmentProbe.of(KernelTree.of("", root), Optional.empty(), Optional.of(BLIND))
                .state();
        assertThat(state.problems())
                .containsExactly(
                        "clocks of the processor: no cpufreq, as in a virtual machine",
                        "NVML of GPU 0, Test: not installed");
    }

    @Test
    void clock_of_a_board_is_watched_while_something_runs() {
        KernelFiles kernel = KernelTree.of(Jetson.class, "orin-nx-jetpack5.txt", root);
        List<Clock> clocks =
                Jetson.of(kernel, new NoPrograms()).orElseThrow().state().gpuClocks();
        WatchedClock clock = ClockWatch.during(Optional.empty(), clocks, kernel, 1_000_000, () -> sleep(200))
                .orElseThrow();
        assertThat(clock.name()).isEqualTo("GPU 17000000.ga10b");
        assertThat(clock.lowestMhz()).isEqualTo(306);
        assertThat(clock.moved()).isFalse();
    }

    @Test
    void clock_that_moves_and_its_limits_are_seen() {
        AtomicInteger turn = new AtomicInteger();
        ClockWatch watch = new ClockWatch("GPU", () -> turn.getAndIncrement() % 2 == 0 ? 306 : 918, () -> 4, 1L << 40);
        watch.look();
        watch.look();
        WatchedClock clock = watch.during(() -> {}).orElseThrow();
        assertThat(clock).isEqualTo(new WatchedClock("GPU", 306, 918, Set.of(ClockLimit.POWER_CAP), 2));
        assertThat(clock.moved()).isTrue();
    }

    @Test
    void clock_that_is_never_told_is_not_there() {
        ClockWatch.Reading gone = () -> {
            throw new IOException("gone");
        };
        ClockWatch watch = new ClockWatch("GPU", gone, () -> 0, 1L << 40);
        watch.look();
        assertThat(watch.during(() -> {})).isEmpty();
    }

    @Test
    void model_that_is_not_there_cannot_be_recorded() {
        Path absent = root.resolve("absent.onnx");
        assertThatThrownBy(() -> ModelFile.of(absent))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("Cannot read " + absent + ": " + absent + ".");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
