package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runner.NetworkBuilder;
import dev.octet.runner.engine.layers.EngineLayers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LayersCommandTest {

    @TempDir
    private Path folder;

    private Path ten;
    private Path eleven;

    @BeforeEach
    void copyLayerInformation() throws IOException {
        ten = copied("trt10.json");
        eleven = copied("trt11.json");
    }

    @Test
    void the_report_has_counts_and_advice() throws IOException {
        Path model = network();
        CommandLineRun run = run(ten, "--onnx", model);
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results().replace(folder.toString(), "DIR"))
                .startsWith("DIR/trt10.json: 12 layers, 6 compute, 3 reformat, 2 quantize, 1 dequantize\n"
                        + "computes in  layers  M MACs   share\n"
                        + "INT8              4    19.8  80.7 %\n"
                        + "FP16              2     4.7  19.3 %\n")
                .contains("float island  1       the_conv3_leaky")
                .contains("Put one scale on all inputs and on the output of Concat the_concat6.\n")
                .doesNotContain("Against");
    }

    @Test
    void against_another_engine_the_differences_are_listed() {
        CommandLineRun run = run(ten, "--against-layers", eleven);
        assertThat(run.exitCode()).as(run.talk()).isZero();
        assertThat(run.results().replace(folder.toString(), "DIR"))
                .contains("\nAgainst DIR/trt11.json: ")
                .contains(" 1 in INT8 only there, 0 in INT8 only here\n")
                .contains("\nreformat       3      1\n")
                .contains("\nthe_conv3_leaky     FP16  PWN(the_conv3_leaky)  conv3_w + the_conv3_w_q + the_conv3 +"
                        + " PWN(the_conv3_leaky)\n");
    }

    @Test
    void json_is_one_document() throws IOException {
        Path model = network();
        CommandLineRun run = run(ten, "--onnx", model, "--against-layers", eleven, "--json");
        JsonNode document = JsonMapper.builder().build().readTree(run.results());
        assertThat(document.get("schema").stringValue()).isEqualTo("octet.engine-layers/1");
        assertThat(document.get("layers").intValue()).isEqualTo(12);
        assertThat(document.get("precisions").get("INT8").get("layers").intValue())
                .isEqualTo(4);
        assertThat(document.get("roles").get("REFORMAT").intValue()).isEqualTo(3);
        JsonNode island = document.get("findings").get(0);
        assertThat(island.get("kind").stringValue()).isEqualTo("FLOAT_ISLAND");
        assertThat(island.get("nodes").get(0).get("operator").stringValue()).isEqualTo("LeakyRelu");
        assertThat(document.get("against")
                        .get("int8OnlyThere")
                        .get(0)
                        .get("node")
                        .stringValue())
                .isEqualTo("the_conv3_leaky");
        assertThat(document.get("against").get("roles").get("REFORMAT").intValue())
                .isEqualTo(1);
    }

    @Test
    void names_alone_end_with_4_and_say_what_is_needed() throws IOException {
        Path names = Files.writeString(folder.resolve("names.json"), "{\"Layers\": [\"a\"], \"Bindings\": [\"x\"]}");
        CommandLineRun run = run(names);
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.results()).isEmpty();
        assertThat(BadInput.errorIn(run, folder))
                .isEqualTo(
                        "octet: Layer information DIR/names.json cannot be used: it has only the names of 1 layers, as the"
                                + " profiling verbosity kLAYER_NAMES_ONLY does; kDETAILED is needed.\n"
                                + "  Give the JSON that 'trtexec --exportLayerInfo' writes, of an engine built with"
                                + " '--profilingVerbosity=detailed'.\n");
    }

    @Test
    void no_file_is_wrong_usage() {
        assertThat(run().exitCode()).isEqualTo(2);
    }

    private Path network() throws IOException {
        NetworkBuilder network = NetworkBuilder.structure();
        String first = network.silu(network.images(32, 32), 3, 32, 3, 1);
        String second = network.conv(network.leaky(first, 32, 32, 3, 1), 32, 32, 3, 1);
        return network.output(network.conv(network.concat(first, second), 64, 8, 3, 1), 1, 8, 32, 32)
                .write(folder.resolve("model.onnx"));
    }

    private Path copied(String resource) throws IOException {
        try (InputStream stream = EngineLayers.class.getResourceAsStream(resource)) {
            return Files.write(
                    folder.resolve(resource), Objects.requireNonNull(stream).readAllBytes());
        }
    }

    private static CommandLineRun run(Object... arguments) {
        return CommandLineRun.of(
                Stream.concat(Stream.of("layers"), Stream.of(arguments).map(Object::toString))
                        .toArray(String[]::new));
    }
}
