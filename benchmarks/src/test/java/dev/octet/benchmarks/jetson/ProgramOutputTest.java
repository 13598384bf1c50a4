package dev.octet.benchmarks.jetson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Lines that NVIDIA's programs print on boards of every kind. */
class ProgramOutputTest {

    private final Map<String, String> stats = texts("tegrastats.txt");
    private final Map<String, String> modes = texts("nvpmodel.txt");

    @Test
    void orin_nano_on_jetpack_5() {
        TegrastatsLine line = stats("orin-nano-jetpack5");
        assertThat(line.usedMebibytes()).isEqualTo(2448);
        assertThat(line.totalMebibytes()).isEqualTo(6481);
        assertThat(line.cores()).startsWith(OptionalDouble.of(2), OptionalDouble.empty(), OptionalDouble.of(0));
        assertThat(line.gpuPercent()).hasValue(61);
        assertThat(line.gpuMhz()).isEmpty();
        assertThat(line.memoryMhz()).isEmpty();
        assertThat(line.celsius()).containsOnly(entry("CPU", 48.343), entry("SOC2", 46.687), entry("tj", 48.343));
        assertThat(line.milliwatts())
                .containsOnly(entry("VDD_IN", 4871L), entry("VDD_CPU_GPU_CV", 1220L), entry("VDD_SOC", 1424L));
    }

    @Test
    void orin_nx_on_jetpack_6() {
        TegrastatsLine line = stats("orin-nx-jetpack6");
        assertThat(line.gpuPercent()).hasValue(10);
        assertThat(line.gpuMhz()).containsExactly(918L);
        assertThat(line.memoryPercent()).hasValue(3);
        assertThat(line.memoryMhz()).isEqualTo(OptionalLong.of(3199));
        assertThat(line.milliwatts()).containsEntry("VDD_IN", 6840L).hasSize(3);
    }

    @Test
    void agx_orin_on_jetpack_5_and_7() {
        TegrastatsLine five = stats("agx-orin-jetpack5");
        assertThat(five.gpuPercent()).hasValue(42);
        assertThat(five.milliwatts())
                .containsOnly(
                        entry("VDD_GPU_SOC", 2390L),
                        entry("VDD_CPU_CV", 796L),
                        entry("VIN_SYS_5V0", 3522L),
                        entry("VDDQ_VDD2_1V8AO", 301L));
        TegrastatsLine seven = stats("agx-orin-jetpack7");
        assertThat(seven.gpuPercent()).hasValue(12);
        assertThat(seven.gpuMhz()).containsExactly(1300L, 1300L);
        assertThat(seven.celsius()).containsEntry("gpu", 47.625);
        assertThat(seven.milliwatts())
                .containsOnly(entry("VDD_GPU_SOC", 5139L), entry("VDD_CPU_CV", 3268L), entry("VIN_SYS_5V0", 5500L));
    }

    @Test
    void thor_on_jetpack_7_tells_no_load_of_an_idle_gpu() {
        TegrastatsLine line = stats("thor-jetpack7");
        assertThat(line.gpuPercent()).isEmpty();
        assertThat(line.gpuMhz()).containsExactly(1574L, 1574L, 1574L);
        assertThat(line.memoryPercent()).isEmpty();
        assertThat(line.memoryMhz()).hasValue(4266);
        assertThat(line.milliwatts()).containsEntry("VIN", 28906L).hasSize(4);
        assertThat(BoardTotal.of(line.milliwatts().keySet())).contains(BoardTotal.SUPPLY);
    }

    @Test
    void xavier_on_jetpack_4_has_no_units() {
        TegrastatsLine line = stats("xavier-jetpack4");
        assertThat(line.milliwatts())
                .containsEntry("GPU", 1155L)
                .containsEntry("SYS5V", 2692L)
                .hasSize(6);
        assertThat(BoardTotal.of(line.milliwatts().keySet())).contains(BoardTotal.AGX_XAVIER);
    }

    @Test
    void other_lines_are_none_of_tegrastats() {
        assertThat(TegrastatsLine.of("tegrastats: command not found")).isEmpty();
    }

    @Test
    void answers_of_nvpmodel_name_the_mode_whatever_comes_before() {
        Map<String, PowerMode> expected = Map.of(
                "orin-nano-jetpack6", new PowerMode("MAXN_SUPER", OptionalInt.of(2)),
                "orin-nx-jetpack5", new PowerMode("MODE_25W", OptionalInt.of(3)),
                "agx-orin-jetpack5", new PowerMode("MAXN", OptionalInt.of(0)),
                "agx-orin-jetpack6", new PowerMode("MODE_50W", OptionalInt.of(3)),
                "agx-orin-jetpack7", new PowerMode("MODE_30W", OptionalInt.of(2)),
                "thor-jetpack7", new PowerMode("120W", OptionalInt.of(1)),
                "no-number", new PowerMode("MAXN", OptionalInt.empty()));
        expected.forEach((name, mode) ->
                assertThat(PowerMode.inQuery(mode(name))).as(name).contains(mode));
        assertThat(modes).hasSize(expected.size() + 1);
        assertThat(PowerMode.inQuery(mode("not-allowed"))).isEmpty();
    }

    @Test
    void modes_without_a_power_budget_are_known() {
        assertThat(List.of("MAXN", "MAXN_SUPER"))
                .allMatch(name -> new PowerMode(name, OptionalInt.of(0)).isUnlimited());
        assertThat(new PowerMode("MODE_30W", OptionalInt.of(2)).isUnlimited()).isFalse();
    }

    private TegrastatsLine stats(String name) {
        return TegrastatsLine.of(Objects.requireNonNull(stats.get(name))).orElseThrow();
    }

    private String mode(String name) {
        return Objects.requireNonNull(modes.get(name)).replace('|', '\n');
    }

    private static Map<String, String> texts(String resource) {
        Map<String, String> texts = new HashMap<>();
        try (InputStream stream = ProgramOutputTest.class.getResourceAsStream(resource)) {
            new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .forEach(words -> texts.put(words[0], words[1]));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return texts;
    }
}
