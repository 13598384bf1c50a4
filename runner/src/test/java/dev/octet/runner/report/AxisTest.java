package dev.octet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void ticks_of_a_share_are_fifths() {
        assertThat(labels(new Axis(0, 1, 0, 100))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
    }

    @Test
    void ticks_pass_through_zero_without_a_sign() {
        assertThat(labels(new Axis(-14.5, 14.5, 0, 100))).containsExactly("-10", "0", "10");
    }

    @Test
    void ticks_have_the_digits_that_tell_them_apart() {
        assertThat(labels(new Axis(100, 100.01, 0, 100)))
                .containsExactly("100.000", "100.002", "100.004", "100.006", "100.008", "100.010");
    }

    @Test
    void very_large_and_very_small_values_have_an_exponent() {
        assertThat(labels(new Axis(0, 3e8, 0, 100))).containsExactly("0", "1e+08", "2e+08", "3e+08");
        assertThat(labels(new Axis(0, 2e-6, 0, 100))).containsExactly("0", "5e-07", "1.0e-06", "1.5e-06", "2.0e-06");
    }

    @Test
    void things_that_are_counted_have_no_tick_between() {
        assertThat(labels(new Axis(0, 60, 0, 100).wholeTicks())).containsExactly("0", "20", "40", "60");
        assertThat(labels(new Axis(0, 2, 0, 100).wholeTicks())).containsExactly("0", "1", "2");
    }

    @Test
    void ticks_stand_where_their_values_are() {
        assertThat(new Axis(0, 1, 52, 548).ticks())
                .extracting(Axis.Tick::at)
                .containsExactly(52.0, 151.2, 250.4, 349.6, 448.8, 548.0);
    }

    @Test
    void any_range_has_two_to_eleven_ticks_inside_it() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 2000; i++) {
            double low = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-8, 9));
            double high = low + Math.pow(10, random.nextInt(-8, 9)) * (0.1 + random.nextDouble());
            Axis axis = Axis.over(low, high, 0, 1000);
            assertThat(axis.ticks()).as("%s to %s", low, high).hasSizeBetween(2, 11);
            assertThat(axis.ticks()).extracting(Axis.Tick::label).doesNotHaveDuplicates();
            assertThat(axis.ticks()).allSatisfy(tick -> assertThat(tick.at()).isBetween(0.0, 1000.0));
        }
    }

    @Test
    void one_value_stands_in_the_middle() {
        for (double value : new double[] {0, 1, -3e-7, 1e20}) {
            assertThat(Axis.over(value, value, 0, 100).at(value)).isCloseTo(50, within(0.1));
        }
    }

    @Test
    void an_axis_that_goes_up_has_its_low_end_at_the_bottom() {
        Axis axis = new Axis(0, 10, 200, 0);
        assertThat(axis.at(0)).isEqualTo(200);
        assertThat(axis.at(10)).isZero();
        assertThat(axis.within(12)).isZero();
    }

    @Test
    void a_range_without_width_is_no_axis() {
        assertThatThrownBy(() -> new Axis(1, 1, 0, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("high 1.0 is not above low 1.0");
        assertThatThrownBy(() -> new Axis(Double.NaN, 1, 0, 100)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> labels(Axis axis) {
        return labels(axis.ticks());
    }

    private static List<String> labels(List<Axis.Tick> ticks) {
        return ticks.stream().map(Axis.Tick::label).toList();
    }
}
