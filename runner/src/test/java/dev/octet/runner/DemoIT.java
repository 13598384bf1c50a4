package dev.octet.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo through the launcher, as the first command that anyone runs. */
class DemoIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void the_demo_quantizes_measures_and_leaves_its_files() throws IOException {
        JsonNode figures = octet("demo", "--json");
        Path demo = folder.resolve("octet-demo");
        assertThat(figures.get("schema").stringValue()).isEqualTo("octet.demo/1");
        assertThat(JSON.readTree(demo.resolve("summary.json"))).isEqualTo(figures);

        // A hundred and fifty scenes tell mAP to a hundredth or so; docs/demo-model has the figures over many more.
        double reference = figures.get("float").get("map").doubleValue();
        assertThat(reference).isGreaterThan(0.80);
        assertThat(figures.get("targets").valueStream()).hasSize(2).allSatisfy(target -> {
            assertThat(target.get("mapDrop").doubleValue()).isLessThan(0.01);
            assertThat(target.get("sizeRatio").doubleValue()).isLessThan(0.45);
            assertThat(folder.resolve(target.get("file").stringValue())).isNotEmptyFile();
        });
        assertThat(figures.get("algorithms").valueStream())
                .extracting(one -> one.get("algorithm").stringValue())
                .containsExactly("minmax", "percentile", "entropy", "mse", "sqnr");
        assertThat(figures.get("latencies").valueStream())
                .isNotEmpty()
                .allSatisfy(
                        latency -> assertThat(latency.get("float").get("rounds").intValue())
                                .isGreaterThanOrEqualTo(30));
        assertThat(figures.get("latencies").get(0).get("threads").intValue()).isEqualTo(1);
        boolean engine = !figures.get("engine").isNull();
        assertThat(figures.has("noEngine")).isNotEqualTo(engine);
        assertThat(Files.exists(demo.resolve("shapes.engine"))).isEqualTo(engine);
        assertThat(figures.get("pictures").valueStream())
                .hasSize(4)
                .allSatisfy(picture ->
                        assertThat(folder.resolve(picture.stringValue())).isNotEmptyFile());
        assertThat(figures.get("reports").valueStream())
                .hasSize(2)
                .allSatisfy(page -> assertThat(folder.resolve(page.stringValue()))
                        .isNotEmptyFile()
                        .content()
                        .contains("points of mAP", "scene000"));
        assertThat(demo.resolve("shapes.calibration")).isNotEmptyFile();
        assertThat(demo.resolve("shapes.tensorrt.cache")).isNotEmptyFile();
        assertThat(Files.size(demo.resolve("shapes.onnx"))).isLessThanOrEqualTo(3_000_000);

        JsonNode again = octet(
                "evaluate",
                "octet-demo/shapes.onnx",
                "--images",
                "octet-demo/evaluation/images",
                "--annotations",
                "octet-demo/evaluation/instances.json",
                "--json");
        assertThat(again.get("map").doubleValue()).isCloseTo(reference, within(1e-9));
        documentedCommandsRun();
    }

    private void documentedCommandsRun() throws IOException {
        List<String> blocks = Documentation.demoBlocks();
        assertThat(blocks).hasSizeGreaterThan(1).startsWith("./octet demo\n");
        Files.createSymbolicLink(folder.resolve("octet"), Launcher.path());
        for (String block : blocks.subList(1, blocks.size())) {
            Launcher.Outcome outcome = Launcher.run(folder, Map.of(), List.of("sh", "-e", "-c", block));
            assertThat(outcome.exitCode()).as(block + outcome.talk()).isZero();
        }
    }

    private JsonNode octet(String... arguments) {
        List<String> command = Stream.concat(Stream.of(Launcher.path().toString()), Stream.of(arguments))
                .toList();
        Launcher.Outcome outcome = Launcher.run(folder, Map.of(), command);
        assertThat(outcome.exitCode()).as(outcome.talk()).isZero();
        return JSON.readTree(outcome.results());
    }
}
