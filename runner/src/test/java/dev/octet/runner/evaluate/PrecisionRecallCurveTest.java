package dev.octet.runner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.runner.SharedData;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PrecisionRecallCurveTest {

    private final CocoDetections found = new CocoDetections();

    private static List<Double> steps(double upToHalf, double behind) {
        return Stream.concat(Collections.nCopies(51, upToHalf).stream(), Collections.nCopies(50, behind).stream())
                .toList();
    }

    private static void assertClose(List<Double> curve, List<Double> expected) {
        assertThat(curve).hasSize(101);
        for (int i = 0; i < 101; i++) {
            assertThat(curve.get(i)).as("at recall %d %%", i).isCloseTo(expected.get(i), within(1e-12));
        }
    }

    /** Class 1: right, wrong, right. Class 2 is found with IoU 0.72, which five of the ten thresholds let pass. */
    @Test
    void precision_falls_with_recall_as_counted_by_hand() {
        Scene.find(found, 1, 1, 0, 0.8);
        Scene.find(found, 1, 1, 600, 0.6);
        Scene.find(found, 1, 1, 300, 0.4);
        found.add(1, 2, 0, 0, 100, 72, 0.5);
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(
                new Scene(1, 3)
                        .object(1, 1, 0)
                        .object(1, 1, 300)
                        .object(1, 2, 0)
                        .truth(),
                found);
        assertThat(curve.perClass()).hasSize(2);
        assertClose(curve.perClass().get(0).precision50(), steps(1, 2.0 / 3));
        assertClose(curve.perClass().get(0).precision(), steps(1, 2.0 / 3));
        assertClose(curve.perClass().get(1).precision50(), steps(1, 1));
        assertClose(curve.perClass().get(1).precision(), steps(0.5, 0.5));
        assertClose(curve.precision50(), steps(1, 5.0 / 6));
        assertClose(curve.precision(), steps(0.75, 7.0 / 12));
    }

    @Test
    void without_objects_there_is_no_curve() {
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(new Scene(1, 2).truth(), found);
        assertThat(curve).isEqualTo(new PrecisionRecallCurve(List.of(), List.of(), List.of()));
    }

    @Test
    @Tag("shared")
    void the_means_of_the_curves_are_the_average_precisions() {
        CocoAnnotations truth = CocoAnnotations.read(SharedData.path("data/coco128/instances.json"));
        CocoDetections detections =
                CocoDetections.read(SharedData.path("data/coco128/yolox_nano.fp32.detections.json"));
        EvaluationResult result = CocoEvaluation.evaluate(truth, detections);
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(truth, detections);
        assertThat(mean(curve.precision50())).isCloseTo(result.map50(), within(1e-12));
        assertThat(mean(curve.precision())).isCloseTo(result.map(), within(1e-12));
        List<EvaluationResult.ClassResult> present =
                result.perClass().stream().filter(one -> one.ap() >= 0).toList();
        assertThat(curve.perClass()).hasSameSizeAs(present);
        for (int k = 0; k < present.size(); k++) {
            assertThat(curve.perClass().get(k).category().id())
                    .isEqualTo(present.get(k).categoryId());
            assertThat(mean(curve.perClass().get(k).precision()))
                    .isCloseTo(present.get(k).ap(), within(1e-12));
        }
    }

    @Test
    void recalls_are_hundredths() {
        assertThat(PrecisionRecallCurve.recalls())
                .hasSize(101)
                .startsWith(0.0, 0.01)
                .endsWith(1.0);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }
}
