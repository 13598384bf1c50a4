package dev.octet.calibrator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {

    @Test
    void larger_magnitude_lies_at_least_2048_bins_from_zero() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            float amax = Float.intBitsToFloat(random.nextInt(0x7f80_0000));
            int exponent = Histogram.exponentFor(amax);
            if (exponent > Histogram.MIN_EXPONENT) {
                assertThat(Histogram.binOf(amax, exponent))
                        .as("seed 1, %s", amax)
                        .isBetween(2048, 4095);
                assertThat(Histogram.binOf(-amax, exponent))
                        .as("seed 1, %s", amax)
                        .isBetween(-4096, -2048);
            }
        }
    }

    @Test
    void bins_are_closed_below_and_open_above() {
        assertThat(Histogram.binOf(0.5f, -1)).isEqualTo(1);
        assertThat(Histogram.binOf(Math.nextDown(0.5f), -1)).isZero();
        assertThat(Histogram.binOf(-0.5f, -1)).isEqualTo(-1);
        assertThat(Histogram.binOf(-Math.nextUp(0.5f), -1)).isEqualTo(-2);
        assertThat(Histogram.binOf(-Float.MIN_VALUE, 100)).isEqualTo(-1);
    }

    @Test
    void folding_joins_neighbours_across_zero_correctly() {
        Histogram folded = Histogram.of(0, -3, new long[] {1, 2, 4, 8, 16, 32}).foldedTo(1);
        assertThat(folded).isEqualTo(Histogram.of(1, -2, new long[] {1, 6, 24, 32}));
    }

    @Test
    void empty_ends_are_dropped() {
        assertThat(Histogram.of(0, 0, new long[] {0, 0, 7, 0})).isEqualTo(Histogram.of(0, 2, new long[] {7}));
        assertThat(Histogram.of(5, 3, new long[] {0, 0})).isEqualTo(Histogram.empty());
    }

    @Test
    void negative_counts_and_bins_outside_are_refused() {
        assertThatThrownBy(() -> Histogram.of(0, 0, new long[] {-1})).hasMessage("counts has a negative count, -1");
        assertThatThrownBy(() -> Histogram.of(0, 4095, new long[] {1, 1}))
                .hasMessage("firstBin 4095 with 2 counts leaves bins -4096..4095");
        assertThatThrownBy(() -> Histogram.of(117, 0, new long[] {1})).hasMessage("exponent 117 is not in -126..116");
    }
}
