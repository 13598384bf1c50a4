package dev.octet.runner.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.runner.evaluate.MapDrop;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PointChoiceTest {

    @Test
    void fit_is_the_input_where_it_falls() {
        assertThat(FallingFit.of(new double[] {3, 2, 2, 0})).containsExactly(3, 2, 2, 0);
    }

    @Test
    void rising_neighbours_are_pooled_as_far_back_as_needed() {
        assertThat(FallingFit.of(new double[] {3, 1, 2, 6, 0})).containsExactly(3, 3, 3, 3, 0);
        assertThat(FallingFit.of(new double[] {4, 1, 3, 0})).containsExactly(4, 2, 2, 0);
    }

    @Test
    void first_point_that_is_expected_to_lose_little_enough_is_chosen() {
        PointChoice choice = choice(0.01, 0.03, 0.012, 0.008, 0.004);
        assertThat(choice.chosen()).isEqualTo(2);
        assertThat(choice.met()).isTrue();
    }

    @Test
    void one_lucky_point_is_not_believed() {
        PointChoice choice = choice(0.01, 0.03, 0.005, 0.025, 0.004);
        assertThat(choice.points().get(1).expected()).isCloseTo(0.015, within(1e-12));
        assertThat(choice.chosen()).isEqualTo(3);
    }

    @Test
    void when_nothing_is_good_enough_the_one_with_most_in_float_is_chosen() {
        PointChoice choice = choice(0.001, 0.03, 0.01, 0.01);
        assertThat(choice.chosen()).isEqualTo(2);
        assertThat(choice.met()).isFalse();
    }

    @Test
    void the_steadier_of_two_measurements_weighs_more() {
        MapDrop shaky = new MapDrop(0.3, -0.002, 0.02);
        MapDrop steady = new MapDrop(0.2, 0.01, 0.003);
        assertThat(new DropEvidence(Optional.of(shaky), steady).drop()).isBetween(0.009, 0.01);
        assertThat(new DropEvidence(Optional.of(steady), shaky).drop()).isBetween(0.009, 0.01);
        assertThat(new DropEvidence(Optional.of(shaky), steady).measured()).isEqualTo(shaky);
        assertThat(new DropEvidence(Optional.empty(), steady).measured()).isEqualTo(steady);
    }

    @Test
    void exact_measurements_of_nothing_lost_are_nothing_lost() {
        MapDrop none = new MapDrop(0.3, 0, 0);
        assertThat(new DropEvidence(Optional.of(none), none).drop()).isZero();
    }

    @Test
    void picture_shows_every_point_and_the_limit() {
        String svg = ParetoPlot.svg(choice(0.01, 0.03, 0.012, 0.008), "a <model>", 0.01);
        assertThat(svg).startsWith("<svg ").endsWith("</svg>\n").contains("a &lt;model&gt;", "at most 1.00");
        assertThat(svg.split("<circle", -1)).hasSize(4);
    }

    @Test
    void axes_have_round_numbers() {
        assertThat(ParetoPlot.ticks(-0.0166, 0.034)).containsExactly(-0.01, 0.0, 0.01, 0.02, 0.03);
        assertThat(ParetoPlot.ticks(0, 0.5)).hasSize(6).contains(0.1, 0.5);
    }

    private static PointChoice choice(double maxDrop, double... drops) {
        List<PointChoice.Trial> trials = IntStream.range(0, drops.length)
                .mapToObj(
                        i -> new PointChoice.Trial(new TunePoint(Set.of("n" + i), i, 0.1 / (i + 1)), 1 - 0.01 * i, 100))
                .toList();
        return PointChoice.of(
                trials,
                DoubleStream.of(drops)
                        .mapToObj(drop -> new DropEvidence(Optional.empty(), new MapDrop(0.3 - drop, drop, 0.01)))
                        .toList(),
                maxDrop);
    }
}
