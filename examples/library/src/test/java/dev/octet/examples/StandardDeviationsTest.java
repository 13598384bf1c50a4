package dev.octet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import java.nio.FloatBuffer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StandardDeviationsTest {

    @Test
    void two_values_lie_one_deviation_from_their_mean() {
        TensorStatistics statistics = statistics(-1, 3, -1, 3);
        ActivationRange affine = new StandardDeviations(0.5).estimate(statistics, Symmetry.AFFINE);
        assertThat(affine.min()).isCloseTo(0, Offset.offset(0.01f));
        assertThat(affine.max()).isCloseTo(2, Offset.offset(0.01f));
    }

    @Test
    void the_exact_range_is_never_left() {
        TensorStatistics statistics = statistics(-1, 3, -1, 3);
        StandardDeviations wide = new StandardDeviations(100);
        assertThat(wide.estimate(statistics, Symmetry.AFFINE)).isEqualTo(new ActivationRange(-1, 3));
        assertThat(wide.estimate(statistics, Symmetry.SYMMETRIC)).isEqualTo(ActivationRange.symmetric(3));
    }

    private static TensorStatistics statistics(float... values) {
        TensorObserver observer = new TensorObserver("tensor");
        observer.observe(FloatBuffer.wrap(values));
        return observer.snapshot();
    }
}
