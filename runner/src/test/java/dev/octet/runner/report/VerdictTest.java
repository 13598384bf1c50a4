package dev.octet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final String SIZE = "INT8 is 3.7x smaller than float, ";

    @Test
    void everything_measured_is_one_sentence() {
        assertThat(sentence(Optional.of(ReportFixture.speed(2.1)), Optional.of(accuracy(0.0031))))
                .isEqualTo(SIZE + "2.10x faster on Example CPU with VNNI @ 2.60 GHz, and loses 0.31 ± 0.44 points of"
                        + " mAP, which is within chance.");
    }

    @Test
    void a_slower_model_is_called_slower_and_a_real_loss_more_than_chance() {
        Verdict verdict = verdict(Optional.of(ReportFixture.speed(0.8)), Optional.of(accuracy(0.02)));
        assertThat(plain(verdict.sentence()))
                .isEqualTo(SIZE + "1.25x slower on Example CPU with VNNI @ 2.60 GHz, and loses 2.00 ± 0.44 points of"
                        + " mAP, which is more than chance.");
        assertThat(verdict.cards()).extracting(Verdict.Card::tone).containsExactly("good", "bad", "bad");
    }

    @Test
    void rounds_on_both_sides_of_one_are_no_speedup() {
        assertThat(sentence(Optional.of(ReportFixture.speed(1.01)), Optional.of(accuracy(-0.02))))
                .isEqualTo(SIZE + "as fast as float on Example CPU with VNNI @ 2.60 GHz, and gains 2.00 ± 0.44 points"
                        + " of mAP, which is more than chance.");
    }

    @Test
    void what_was_not_measured_is_said() {
        Verdict verdict = verdict(Optional.empty(), Optional.empty());
        assertThat(verdict.sentence()).isEqualTo(SIZE + "and what it does to accuracy was not measured.");
        assertThat(verdict.cards())
                .extracting(Verdict.Card::figure)
                .containsExactly("3.7x smaller", "speed not measured", "accuracy not measured");
    }

    @Test
    void one_image_tells_nothing_of_chance() {
        Accuracy many = accuracy(0.02);
        Accuracy one = new Accuracy(
                1,
                many.reference(),
                many.quantized(),
                0.02,
                Optional.empty(),
                false,
                List.of(),
                new Accuracy.ByImage(-0.1, Optional.empty(), false, 0, 1, 0));
        assertThat(sentence(Optional.empty(), Optional.of(one))).isEqualTo(SIZE + "and loses 2.00 points of mAP.");
        assertThat(Words.byImage(one.byImage()))
                .isEqualTo("F1 image by image changes by -0.1000: 0 images are better, 1 worse, 0 the same."
                        + " One image has no interval.");
    }

    @Test
    void what_is_the_same_has_no_sign() {
        assertThat(sentence(Optional.empty(), Optional.of(accuracy(0)))).isEqualTo(SIZE + "and keeps its mAP.");
        assertThat(plain(Words.accuracy(accuracy(0)))).isEqualTo("0.00 ± 0.44 points of mAP");
        assertThat(Words.signed(-1e-9, 3)).isEqualTo("0.000");
        assertThat(Words.signed(-0.0006, 3)).isEqualTo("-0.001");
    }

    @Test
    void the_shift_of_the_best_threshold_is_said_in_words() {
        assertThat(Words.threshold(accuracy(0.0031)))
                .isEqualTo("The best threshold moves from 0.310 to 0.260 (-0.050); F1 there goes from 0.7200 to"
                        + " 0.6696. Set the threshold of the INT8 model anew.");
    }

    private static Accuracy accuracy(double drop) {
        return ReportFixture.accuracy(drop, List.of());
    }

    private static String sentence(Optional<Speed> speed, Optional<Accuracy> accuracy) {
        return plain(verdict(speed, accuracy).sentence());
    }

    /** Spaces around ± do not break. */
    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }

    private static Verdict verdict(Optional<Speed> speed, Optional<Accuracy> accuracy) {
        return Verdict.of(new Report(
                ReportFixture.origin("onnxruntime", "auto", "per channel"),
                speed,
                accuracy,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of()));
    }
}
