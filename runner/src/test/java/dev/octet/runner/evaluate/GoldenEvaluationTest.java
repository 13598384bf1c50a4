package dev.octet.runner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.runner.SharedData;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("shared")
class GoldenEvaluationTest {

    @Test
    void reference_detections_score_what_pycocotools_scores_them() {
        CocoAnnotations annotations = CocoAnnotations.read(SharedData.path("data/coco128/instances.json"));
        CocoDetections detections =
                CocoDetections.read(SharedData.path("data/coco128/yolox_nano.fp32.detections.json"));
        JsonNode golden =
                JsonMapper.builder().build().readTree(SharedData.path("data/coco128/yolox_nano.fp32.golden.json"));
        List<Double> stats = CocoEvaluation.evaluate(annotations, detections).stats();
        assertThat(stats).hasSize(12);
        for (int i = 0; i < 12; i++) {
            assertThat(stats.get(i))
                    .as("number %d of twelve", i)
                    .isCloseTo(golden.get("stats").get(i).doubleValue(), within(1e-12));
        }
    }
}
