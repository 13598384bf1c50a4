package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.benchmarks.power.EnergyReading;
import dev.octet.benchmarks.power.NetEnergy;
import dev.octet.benchmarks.power.PowerSource.Quantity;
import dev.octet.benchmarks.power.PowerSources;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunConditionsTest {

    @TempDir
    private Path folder;

    @Test
    void result_holds_the_environment_and_can_be_compared_with_itself() throws IOException {
        Path model = TinyModels.relu(folder.resolve("relu.onnx"), 1, 3, 8, 8);
        CommandLineRun run =
                CommandLineRun.of("benchmark", model.toString(), "--seconds=0", "--warm-up=10", "--no-power", "--json");
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.talk()).doesNotContain("Energy");
        assertThat(CommandLineRun.of("benchmark", model.toString(), "--seconds=0", "--warm-up=10", "--rounds=3")
                        .talk())
                .containsPattern("Energy is not measured: .+\\.\n|Energy by .+\\.\n");
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.has("power")).isFalse();
        JsonNode setup = document.path("environment").path("setup");
        assertThat(setup.path("flags").get(1).asString()).isEqualTo(model.toString());
        assertThat(setup.path("processor").path("cores").asInt())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(setup.path("runtimes").path("ONNX Runtime").asString()).matches("\\d+\\.\\d+.*");
        JsonNode file = document.path("environment").path("models").get(0);
        assertThat(file.path("sha256").asString()).hasSize(64);
        assertThat(document.path("environment").path("before").path("time").asString())
                .endsWith("Z");
        Path result = Files.writeString(folder.resolve("result.json"), run.results());
        CommandLineRun same = CommandLineRun.of("benchmark", "--compare", result.toString(), result.toString());
        assertThat(same.exitCode()).as(same.talk()).isZero();
        assertThat(same.results()).contains("noise").doesNotContain("differs");
    }

    @Test
    void energy_is_told_with_its_error_and_its_source() {
        Map<String, List<NetEnergy>> byModel =
                Map.of("m.onnx", List.of(new NetEnergy(reading(100, 5, 2), reading(24, 3, 0.6), 200)));
        EnergyReport report = new EnergyReport(byModel, List.of("NVML: not supported"));
        assertThat(report.lines())
                .containsExactly(
                        "energy of m.onnx: 0.3000 J per image above idle +- 0.0150 by sampling (12.00 W above 8.00 W; RAPL,"
                                + " the processor)");
        assertThat(report.json()).containsEntry("notBy", List.of("NVML: not supported"));
        assertThat(report.json().get("models").toString())
                .contains("joulesPerImage=0.3,", "grossJoulesPerImage=0.5,", "idleWatts=8.0,", "images=200,");
    }

    @Test
    void energy_within_the_error_says_so() {
        NetEnergy lost = new NetEnergy(reading(41, 5, 2), reading(24, 3, 0.6), 200);
        assertThat(new EnergyReport(Map.of("m", List.of(lost)), List.of()).lines())
                .singleElement()
                .asString()
                .endsWith("): cannot be told from the idle machine");
    }

    @Test
    void energy_that_nothing_tells_is_left_out_or_refused_as_asked() {
        CapturedConsole console = new CapturedConsole();
        try (PowerSources none = new PowerSources().addReason("RAPL: not there")) {
            new PowerOptions().say(none, console.console());
        }
        assertThat(console.talk()).isEqualTo("Energy is not measured: RAPL: not there.\n");
    }

    @Test
    void energy_that_was_asked_for_and_nothing_tells_is_refused() {
        PowerOptions asked = new PowerOptions();
        new CommandLine(asked).parseArgs("--power");
        try (PowerSources none = new PowerSources().addReason("RAPL: not there")) {
            assertThatThrownBy(() -> asked.say(none, new CapturedConsole().console()))
                    .isInstanceOfSatisfying(
                            ToolkitException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED))
                    .hasMessage("Energy cannot be measured here: RAPL: not there.");
        }
    }

    private static EnergyReading reading(double joules, double seconds, double error) {
        return new EnergyReading(
                "RAPL", "the processor", Quantity.ENERGY, "exact", joules, seconds, OptionalDouble.of(error), 10, 0);
    }
}
