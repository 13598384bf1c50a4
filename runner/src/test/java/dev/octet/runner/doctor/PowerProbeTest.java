package dev.octet.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.nvml.NvmlReading;
import dev.octet.bindings.platform.CommandText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PowerProbeTest {

    @Test
    void jetson_tells_its_mode() {
        assertThat(jetson(Optional.of("NV Power Mode: MODE_30W\n2\n")))
                .containsExactly(Finding.ok("power mode", "MODE_30W"));
        assertThat(jetson(Optional.of("NVPM ERROR: no access\n")))
                .containsExactly(Finding.warn(
                        "power mode", "not known", "Run 'sudo nvpmodel -q' and note it beside what is measured."));
        assertThat(jetson(Optional.empty())).hasSize(1).noneMatch(Finding::passed);
    }

    @Test
    void server_tells_its_limit_and_whether_it_is_the_usual_one() {
        assertThat(server(reading(Optional.of(true), 700, 700)))
                .containsExactly(Finding.ok("power mode", "GPU 0: limit 700 W, persistence on"));
        assertThat(server(reading(Optional.of(false), 500, 700)))
                .containsExactly(Finding.warn(
                        "power mode",
                        "GPU 0: limit 500 W, persistence off, below its usual 700 W",
                        "Raise it with 'sudo nvidia-smi -pl', or note it beside what is measured."));
    }

    @Test
    void what_nobody_tells_is_not_known() {
        assertThat(server(new NvmlReading(
                        "580", OptionalLong.empty(), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty())))
                .containsExactly(Finding.warn(
                        "power mode",
                        "not known",
                        "Run 'nvidia-smi -q -d POWER' and note it beside what is measured."));
        assertThat(new PowerProbe(FakeGpuStack.withoutDriver(Map.of()), false, Optional::empty).look())
                .containsExactly(Finding.ok("power mode", "not known: no GPU to ask"));
    }

    @Test
    void program_that_is_not_there_says_nothing() {
        assertThat(CommandText.of("no-such-program-of-octet")).isEmpty();
        assertThat(CommandText.of("false")).isEmpty();
        assertThat(CommandText.of("echo", "NV Power Mode: MAXN")).contains("NV Power Mode: MAXN\n");
    }

    private static List<Finding> jetson(Optional<String> nvpmodel) {
        return new PowerProbe(FakeGpuStack.server(), true, () -> nvpmodel).look();
    }

    private static List<Finding> server(NvmlReading reading) {
        return new PowerProbe(FakeGpuStack.server().nvml(() -> reading), false, Optional::empty).look();
    }

    private static NvmlReading reading(Optional<Boolean> persistence, double limit, double usual) {
        return new NvmlReading(
                "580", OptionalLong.of(1), persistence, OptionalDouble.of(limit), OptionalDouble.of(usual));
    }
}
