package dev.octet.calibrator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.scheme.ActivationRange;
import org.junit.jupiter.api.Test;

class TensorStatisticsTest {

    private static final float UP = Float.POSITIVE_INFINITY;
    private static final float DOWN = Float.NEGATIVE_INFINITY;

    @Test
    void merged_statistics_count_what_is_no_number_in_both() {
        TensorStatistics one = seen(Float.NaN, UP, UP, DOWN, 0, 1).snapshot();
        TensorStatistics other =
                seen(Float.NaN, Float.NaN, UP, DOWN, DOWN, DOWN, 0, 0, -4).snapshot();
        TensorStatistics both = one.mergedWith(other);
        assertThat(both.count()).isEqualTo(15);
        assertThat(both.nan()).isEqualTo(3);
        assertThat(both.positiveInfinite()).isEqualTo(3);
        assertThat(both.negativeInfinite()).isEqualTo(4);
        assertThat(both.zeros()).isEqualTo(3);
        assertThat(both.finite()).isEqualTo(5);
        assertThat(both.range()).contains(new ActivationRange(-4, 1));
    }

    @Test
    void observers_merge_as_their_statistics_do() {
        TensorObserver one = seen(Float.NaN, UP, DOWN, DOWN, 0, 1, 300);
        TensorObserver other = seen(Float.NaN, Float.NaN, UP, UP, UP, DOWN, 0, 0, 0, -4);
        TensorStatistics expected = one.snapshot().mergedWith(other.snapshot());
        one.merge(other);
        assertThat(one.snapshot()).isEqualTo(expected);
    }

    private static TensorObserver seen(float... values) {
        TensorObserver observer = new TensorObserver("t");
        observer.observe(values, 0, values.length);
        return observer;
    }
}
