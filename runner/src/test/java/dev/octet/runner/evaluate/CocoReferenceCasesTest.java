package dev.octet.runner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What pycocotools says about seeded sets with crowds, ties, area edges and empty classes; see src/test/python. */
class CocoReferenceCasesTest {

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> equals_pycocotools_to_1e_12() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream stream = CocoReferenceCasesTest.class.getResourceAsStream("cases.json")) {
            for (JsonNode node : new JsonMapper().readTree(stream)) {
                tests.add(DynamicTest.dynamicTest("seed " + node.get("seed"), () -> compare(node)));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(20);
        return tests;
    }

    private void compare(JsonNode node) throws IOException {
        Path truth = Files.writeString(
                folder.resolve("truth.json"), node.get("truth").toString());
        Path found = Files.writeString(
                folder.resolve("found.json"), node.get("detections").toString());
        EvaluationResult result = CocoEvaluation.evaluate(CocoAnnotations.read(truth), CocoDetections.read(found));
        for (int i = 0; i < 12; i++) {
            assertThat(result.stats().get(i))
                    .as("number %d of twelve", i)
                    .isCloseTo(node.get("stats").get(i).asDouble(), within(1e-12));
        }
        for (int k = 0; k < node.get("perClass").size(); k++) {
            JsonNode expected = node.get("perClass").get(k);
            assertThat(result.perClass().get(k).ap() == -1).isEqualTo(expected.isNull());
            if (!expected.isNull()) {
                assertThat(result.perClass().get(k).ap())
                        .as(result.perClass().get(k).name())
                        .isCloseTo(expected.asDouble(), within(1e-12));
            }
        }
    }
}
