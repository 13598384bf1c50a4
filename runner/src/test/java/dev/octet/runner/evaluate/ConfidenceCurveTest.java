package dev.octet.runner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceCurveTest {

    private final CocoDetections found = new CocoDetections();

    /** Class 1 is found twice beside a mistake, class 2 behind a mistake, class 3 never, class 4 has no object. */
    private CocoAnnotations truth() {
        return new Scene(2, 4)
                .object(1, 1, 0)
                .object(1, 1, 300)
                .object(2, 2, 0)
                .object(2, 3, 300)
                .truth();
    }

    private ConfidenceCurve curve() {
        Scene.find(found, 1, 1, 0, 0.8);
        Scene.find(found, 2, 1, 0, 0.6);
        Scene.find(found, 1, 1, 300, 0.4);
        Scene.find(found, 2, 2, 600, 0.9);
        Scene.find(found, 2, 2, 0, 0.5);
        Scene.find(found, 2, 4, 0, 0.3);
        return ConfidenceCurve.of(truth(), found);
    }

    /** What {@code ap_per_class} of the official utils/metrics.py gives for these detections, with numpy. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.0, 0.38888888888888884, 0.6666666666666666, 0.48888888888888893",
        "350, 0.35035035035035034, 0.38888888888888884, 0.6666666666666666, 0.48888888888888893",
        "450, 0.45045045045045046, 0.3748748748748749, 0.6246246246246246, 0.46506225664542294",
        "500, 0.5005005005005005, 0.3607635413190969, 0.5824991658324992, 0.4404464739245775",
        "550, 0.5505505505505506, 0.32600656211767326, 0.49908241574908246, 0.387305300781223",
        "700, 0.7007007007007007, 0.3336252919586253, 0.3327494160827495, 0.31090842497390997",
        "799, 0.7997997997997998, 0.37491658324991656, 0.2501668335001669, 0.27785191362553774",
        "800, 0.8008008008008007, 0.3746663329996664, 0.08266599933266607, 0.05511066622177737",
        "899, 0.8998998998998999, 0.333375041708375, 8.341675008340561e-05, 5.561116672225559e-05",
        "999, 1.0, 0.6666666666666666, 0.0, 0.0"
    })
    void equals_the_official_curve(int index, double confidence, double precision, double recall, double f1) {
        ConfidenceCurve.Point point = curve().points().get(index);
        assertThat(point.confidence()).isCloseTo(confidence, within(1e-12));
        assertThat(point.precision()).isCloseTo(precision, within(1e-12));
        assertThat(point.recall()).isCloseTo(recall, within(1e-12));
        assertThat(point.f1()).isCloseTo(f1, within(1e-12));
    }

    @Test
    void best_is_the_first_of_the_highest_f1_as_numpys_argmax() {
        ConfidenceCurve.Point best = curve().best().orElseThrow();
        assertThat(best.confidence()).isZero();
        assertThat(best.f1()).isCloseTo(0.48888888888888893, within(1e-12));
    }

    @Test
    void mistakes_of_low_score_move_the_best_confidence_above_them() {
        Scene.find(found, 1, 1, 0, 0.8);
        Scene.find(found, 1, 1, 300, 0.7);
        Scene.find(found, 2, 1, 0, 0.2);
        ConfidenceCurve.Point best = ConfidenceCurve.of(
                        new Scene(2, 1).object(1, 1, 0).object(1, 1, 300).truth(), found)
                .best()
                .orElseThrow();
        assertThat(best.confidence()).isCloseTo(0.7, within(0.001));
        assertThat(best.f1()).isCloseTo(1, within(0.001));
    }

    @Test
    void detections_in_a_crowd_are_no_mistakes() {
        Scene.find(found, 1, 1, 0, 0.8);
        Scene.find(found, 1, 1, 500, 0.9);
        Scene.find(found, 1, 1, 600, 0.9);
        ConfidenceCurve curve = ConfidenceCurve.of(
                new Scene(1, 1).object(1, 1, 0).crowd(1, 1, 450, 400).truth(), found);
        assertThat(curve.points().get(0)).isEqualTo(new ConfidenceCurve.Point(0, 1, 1, 1));
    }

    @Test
    void nothing_found_has_no_best_confidence() {
        Scene.find(found, 1, 1, 500, 0.9);
        ConfidenceCurve curve =
                ConfidenceCurve.of(new Scene(1, 1).object(1, 1, 0).truth(), found);
        assertThat(curve.points()).hasSize(ConfidenceCurve.POINTS);
        assertThat(curve.best()).isEmpty();
    }

    @Test
    void nothing_to_find_has_no_curve() {
        ConfidenceCurve curve = ConfidenceCurve.of(new Scene(1, 1).truth(), found);
        assertThat(curve.points()).isEmpty();
        assertThat(curve.best()).isEmpty();
    }
}
