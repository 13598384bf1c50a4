package dev.octet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.compare.TensorDifference.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlotsTest {

    private static final List<String> STYLES = List.of("a0");

    @Test
    void a_histogram_has_one_step_for_each_bin() {
        Plot plot = HistogramPlot.of(tensor(List.of(0L, 1L, 10L, 0L), -2, 2, Optional.empty()), STYLES);
        assertThat(plot.lines()).hasSize(1);
        assertThat(plot.lines().get(0).path())
                .isEqualTo("M54.0 226.0V226.0H152.0V164.1H250.0V12.0H348.0V226.0H446.0V226.0Z");
    }

    @Test
    void counts_have_powers_of_ten() {
        Plot plot = HistogramPlot.of(tensor(List.of(5L, 2_000_000_000L), -2, 2, Optional.empty()), STYLES);
        assertThat(plot.y()).extracting(Plot.Mark::label).containsExactly("1", "100", "10k", "1M", "100M");
    }

    @Test
    void both_ends_of_every_range_are_drawn_and_the_chosen_one_shades_the_rest() {
        TensorEntry.Chosen chosen = new TensorEntry.Chosen(-1, 1, 2.0 / 255, 128);
        Plot plot = HistogramPlot.of(tensor(List.of(1L, 1L, 1L, 1L), -2, 2, Optional.of(chosen)), STYLES);
        assertThat(plot.marks())
                .extracting(Plot.Mark::at, Plot.Mark::label, Plot.Mark::style)
                .containsExactly(
                        tuple(54.0, "mse from -2.000", "a0"),
                        tuple(446.0, "mse to 2.000", "a0"),
                        tuple(152.0, "chosen from -1.000", "chosen"),
                        tuple(348.0, "chosen to 1.000", "chosen"));
        assertThat(plot.lines().get(1).path()).isEqualTo("M54.0 12.0H152.0V226.0H54.0ZM348.0 12.0H446.0V226.0H348.0Z");
    }

    @Test
    void a_range_far_beyond_the_values_does_not_squeeze_them() {
        Plot plot = HistogramPlot.of(tensor(List.of(1L, 1L, 1L, 1L), -2, 1000, Optional.empty()), STYLES);
        assertThat(plot.marks()).extracting(Plot.Mark::label).containsExactly("mse from -2.000");
        assertThat(plot.x()).last().extracting(Plot.Mark::label).isEqualTo("4");
    }

    @Test
    void a_tensor_of_one_value_has_a_histogram() {
        TensorEntry constant =
                new TensorEntry("constant", 8, 8, 0, 0, 0, 0, 0, 0, List.of(8L), List.of(), Optional.empty());
        assertThat(HistogramPlot.of(constant, List.of()).lines().get(0).path()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void a_tensor_with_more_noise_than_a_tenth_stands_out() {
        Plot plot = FidelityPlot.of(new Fidelity(
                4,
                List.of(
                        distance("a", Optional.of(41.0)),
                        distance("b", Optional.of(12.0)),
                        distance("c", Optional.empty()))));
        assertThat(plot.lines())
                .extracting(Plot.Line::style, Plot.Line::tip)
                .containsExactly(
                        tuple("stem", "0. a: 41.0 dB"), tuple("stem low", "1. b: 12.0 dB"), tuple("limit", "20.0 dB"));
        assertThat(plot.marks()).extracting(Plot.Mark::label).containsExactly("2. c: the same in both");
    }

    @Test
    void tensors_without_a_ratio_are_dots_at_the_top_or_the_bottom() {
        Plot plot = FidelityPlot.of(new Fidelity(
                4,
                List.of(
                        distance("a", Outcome.EQUAL, Optional.empty()),
                        distance("b", Outcome.NO_SIGNAL, Optional.empty()),
                        distance("c", Outcome.NOT_FINITE, Optional.empty()))));
        double top = Plot.WIDE.top();
        double bottom = Plot.WIDE.bottom();
        assertThat(plot.marks())
                .extracting(Plot.Mark::up, Plot.Mark::label, Plot.Mark::style)
                .containsExactly(
                        tuple(top, "0. a: the same in both", "equal"),
                        tuple(bottom, "1. b: no signal", "broken"),
                        tuple(bottom, "2. c: not finite", "broken"));
    }

    @Test
    void noise_beyond_the_plot_ends_at_its_edge() {
        Plot plot = FidelityPlot.of(
                new Fidelity(4, List.of(distance("a", Optional.of(-300.0)), distance("b", Optional.of(300.0)))));
        assertThat(plot.lines().get(0).path()).endsWith("V" + (double) Plot.WIDE.bottom());
        assertThat(plot.lines().get(1).path()).endsWith("V" + (double) Plot.WIDE.top());
    }

    @Test
    void best_thresholds_are_marked_on_their_curves() {
        Plot plot = AccuracyPlots.confidence(ReportFixture.accuracy(0.0031, List.of()));
        assertThat(plot.marks()).extracting(Plot.Mark::style).containsExactly("float", "int8");
        assertThat(plot.named())
                .extracting(Plot.Line::name)
                .containsExactly("float, best at 0.310", "INT8, best at 0.260");
    }

    @Test
    void a_curve_of_one_point_or_none_is_drawn() {
        Accuracy.Scores short1 = new Accuracy.Scores(0, 0, 0, List.of(0.5), List.of(), List.of(0.0), Optional.empty());
        Accuracy accuracy = new Accuracy(
                1,
                short1,
                short1,
                0,
                Optional.empty(),
                false,
                List.of(),
                new Accuracy.ByImage(0, Optional.empty(), false, 0, 0, 1));
        assertThat(AccuracyPlots.precision(accuracy).lines())
                .allSatisfy(line -> assertThat(line.path()).doesNotContain("NaN"));
        assertThat(AccuracyPlots.confidence(accuracy).marks()).isEmpty();
    }

    @Test
    void bars_of_classes_begin_in_the_middle_and_share_one_scale() {
        ClassBar loss = ClassBar.of(new Accuracy.ClassChange("a", 0.5, 0.4), 0.1);
        ClassBar gain = ClassBar.of(new Accuracy.ClassChange("b", 0.5, 0.55), 0.1);
        ClassBar same = ClassBar.of(new Accuracy.ClassChange("c", 0.5, 0.5), 0);
        assertThat(loss.left()).isCloseTo(0, within(1e-9));
        assertThat(loss.width()).isCloseTo(100, within(1e-9));
        assertThat(gain.left()).isEqualTo(100);
        assertThat(gain.width()).isCloseTo(50, within(1e-9));
        assertThat(same.width()).isZero();
    }

    private static TensorEntry tensor(List<Long> counts, double low, double high, Optional<TensorEntry.Chosen> chosen) {
        return new TensorEntry(
                "t",
                counts.stream().mapToLong(Long::longValue).sum(),
                0,
                0,
                0,
                -2,
                2,
                -2,
                4.0 / counts.size(),
                counts,
                List.of(new TensorEntry.Threshold("mse", low, high)),
                chosen);
    }

    private static Fidelity.TensorDistance distance(String name, Optional<Double> sqnr) {
        return distance(name, sqnr.isPresent() ? Outcome.NOISY : Outcome.EQUAL, sqnr);
    }

    private static Fidelity.TensorDistance distance(String name, Outcome outcome, Optional<Double> sqnr) {
        return new Fidelity.TensorDistance(name, name, "Conv", outcome, sqnr, Optional.empty());
    }
}
