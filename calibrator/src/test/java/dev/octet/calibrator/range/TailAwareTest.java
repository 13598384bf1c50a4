package dev.octet.calibrator.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TailAwareTest {

    private final RangeEstimator auto = new TailAware();

    @Test
    void tensors_without_a_long_tail_get_the_least_squared_error() {
        for (Samples samples : new Samples[] {Samples.LAPLACE, Samples.HALF_NORMAL, Samples.ALL_NEGATIVE}) {
            for (Symmetry symmetry : Symmetry.values()) {
                assertThat(auto.estimate(samples.statistics(), symmetry))
                        .isEqualTo(new Mse().estimate(samples.statistics(), symmetry));
            }
        }
    }

    @Test
    void long_tail_is_cut_where_most_of_the_body_ends() {
        float end =
                new Percentile(98.5).estimate(longTailed(1), Symmetry.SYMMETRIC).max();
        assertThat(auto.estimate(longTailed(1), Symmetry.SYMMETRIC)).isEqualTo(ActivationRange.symmetric(end));
        ActivationRange affine = auto.estimate(longTailed(1), Symmetry.AFFINE);
        assertThat(affine.max()).isEqualTo(end);
        assertThat(affine.min()).isEqualTo(-0.25f);
        ActivationRange negative = auto.estimate(longTailed(-1), Symmetry.AFFINE);
        assertThat(negative.min()).isCloseTo(-end, within(1e-6f));
        assertThat(negative.max()).isEqualTo(0.25f);
    }

    @Test
    void zeros_alone_have_no_tail() {
        TensorStatistics zeros = Samples.statistics(0, 0, 0);
        assertThat(auto.estimate(zeros, Symmetry.SYMMETRIC)).isEqualTo(new Mse().estimate(zeros, Symmetry.SYMMETRIC));
    }

    /** Values in [0, 2), one in 200 near 100, and one at -0.25, all times a sign. */
    private static TensorStatistics longTailed(int sign) {
        Random random = new Random(5);
        float[] values = new float[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = sign * (i % 200 == 0 ? 100 + random.nextFloat() : 2 * random.nextFloat());
        }
        values[1] = sign * -0.25f;
        return Samples.statistics(values);
    }
}
