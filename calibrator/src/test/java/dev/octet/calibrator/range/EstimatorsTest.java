package dev.octet.calibrator.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.scheme.QuantizationScheme;
import dev.octet.calibrator.scheme.Symmetry;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EstimatorsTest {

    private static final List<float[]> ABUSE = List.of(
            new float[] {0},
            new float[] {-0.0f, 0},
            new float[] {5},
            new float[] {-5},
            new float[] {5, 5, 5, 5, 5},
            new float[] {Float.NaN, 1, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -2},
            new float[] {Float.MIN_VALUE},
            new float[] {-Float.MIN_VALUE, Float.MIN_VALUE},
            new float[] {-Float.MAX_VALUE, Float.MAX_VALUE},
            new float[] {Float.MAX_VALUE, Float.MIN_VALUE},
            new float[] {Float.MIN_NORMAL, -1e-30f, 0});

    @ParameterizedTest
    @EnumSource(Samples.class)
    void symmetric_choice_equals_the_slow_reference_to_one_bin(Samples samples) {
        SlowReference slow = new SlowReference(samples.drawn(), 127);
        TensorStatistics statistics = samples.statistics();
        double bin = slow.width() * 1.0001;
        assertThat(symmetric("percentile", statistics)).isCloseTo(slow.percentile(99.99), within(bin));
        assertThat(symmetric("percentile:99", statistics)).isCloseTo(slow.percentile(99), within(bin));
        assertThat(symmetric("mse", statistics)).isCloseTo(slow.squaredError(1), within(bin));
        assertThat(symmetric("sqnr", statistics)).isCloseTo(slow.squaredError(3), within(bin));
        assertThat(symmetric("entropy", statistics)).isCloseTo(slow.entropy(), within(slow.entropyWidth() * 1.0001));
    }

    @ParameterizedTest
    @EnumSource(
            value = Samples.class,
            names = {"HALF_NORMAL", "ALL_NEGATIVE"})
    void affine_choice_on_one_side_of_zero_equals_the_slow_reference_to_one_bin(Samples samples) {
        SlowReference slow = new SlowReference(samples.drawn(), 255);
        TensorStatistics statistics = samples.statistics();
        double bin = slow.width() * 1.0001;
        assertThat(affine("mse", statistics)).isCloseTo(slow.squaredError(1), within(bin));
        assertThat(affine("sqnr", statistics)).isCloseTo(slow.squaredError(3), within(bin));
        assertThat(affine("entropy", statistics)).isCloseTo(slow.entropy(), within(slow.entropyWidth() * 1.0001));
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void affine_mse_is_as_good_as_the_best_of_a_plain_grid_of_ranges(Samples samples) {
        float[] values = samples.drawn();
        ActivationRange exact = samples.statistics().range().orElseThrow().includingZero();
        double best = Double.MAX_VALUE;
        for (int low = 2; low <= 30; low++) {
            for (int high = 2; high <= 30; high++) {
                best = Math.min(
                        best,
                        sampleError(values, new ActivationRange(exact.min() * low / 30, exact.max() * high / 30)));
            }
        }
        ActivationRange chosen = Estimators.mse().estimate(samples.statistics(), Symmetry.AFFINE);
        assertThat(sampleError(values, chosen)).isLessThanOrEqualTo(best * 1.02);
    }

    @ParameterizedTest
    @EnumSource(Samples.class)
    void affine_percentile_cuts_no_more_than_half_a_side(Samples samples) {
        ActivationRange range = Estimators.percentile(99).estimate(samples.statistics(), Symmetry.AFFINE);
        int below = 0;
        int above = 0;
        for (float value : samples.drawn()) {
            below += value < range.min() ? 1 : 0;
            above += value > range.max() ? 1 : 0;
        }
        assertThat(below).isLessThanOrEqualTo(Samples.COUNT / 200);
        assertThat(above).isLessThanOrEqualTo(Samples.COUNT / 200);
    }

    @Test
    void min_max_is_exact() {
        TensorStatistics statistics = Samples.statistics(0.1f, 3.3f, 1.7f);
        assertThat(Estimators.minMax().estimate(statistics, Symmetry.AFFINE)).isEqualTo(new ActivationRange(0, 3.3f));
        assertThat(Estimators.minMax().estimate(statistics, Symmetry.SYMMETRIC))
                .isEqualTo(new ActivationRange(-3.3f, 3.3f));
    }

    @Test
    void every_choice_stays_inside_the_exact_range_and_quantizes() {
        for (float[] values : ABUSE) {
            checkInside(Samples.statistics(values));
        }
        for (Samples samples : Samples.values()) {
            checkInside(samples.statistics());
        }
    }

    @Test
    void constant_is_kept_to_one_bin() {
        TensorStatistics statistics = Samples.statistics(5, 5, 5, 5);
        for (RangeEstimator estimator : Estimators.all()) {
            assertThat(estimator.estimate(statistics, Symmetry.SYMMETRIC).max())
                    .as(estimator.name())
                    .isCloseTo(5f, within(5f / 1024));
        }
    }

    @Test
    void outliers_are_clipped_by_entropy_but_not_by_min_max() {
        TensorStatistics statistics = Samples.OUTLIERS.statistics();
        assertThat(symmetric("minmax", statistics)).isEqualTo(40);
        assertThat(symmetric("entropy", statistics)).isLessThan(12);
    }

    @Test
    void nothing_finite_is_refused_by_name() {
        for (RangeEstimator estimator : Estimators.all()) {
            assertThatThrownBy(() -> estimator.estimate(Samples.statistics(Float.NaN), Symmetry.AFFINE))
                    .isInstanceOfSatisfying(
                            ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT))
                    .hasMessage("Tensor 't' has no range: none of its 1 observed values is finite "
                            + "(1 NaN, 0 +Inf, 0 -Inf).");
        }
    }

    @Test
    void names_read_back() {
        for (RangeEstimator estimator : Estimators.all()) {
            assertThat(Estimators.named(estimator.name())).isEqualTo(estimator);
        }
        assertThat(Estimators.named("percentile:99.9").name()).isEqualTo("percentile:99.9");
        assertThatThrownBy(() -> Estimators.named("kl"))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
                .hasMessage("There is no range estimator 'kl'.");
        assertThatThrownBy(() -> Estimators.named("percentile:101"))
                .hasMessage("'percentile:101' does not name a percentile: after the colon a number above 0 up to 100 "
                        + "is expected.");
    }

    @Test
    void logarithm_matches_the_strict_one() {
        Random random = new Random(9);
        for (int i = 0; i < 100_000; i++) {
            double value = Math.pow(10, random.nextDouble() * 24 - 8);
            assertThat(Logarithm.of(value)).as("seed 9, %s", value).isCloseTo(StrictMath.log(value), within(1e-13));
        }
    }

    private static void checkInside(TensorStatistics statistics) {
        ActivationRange exact = statistics.range().orElseThrow();
        for (RangeEstimator estimator : Estimators.all()) {
            ActivationRange affine = estimator.estimate(statistics, Symmetry.AFFINE);
            assertThat(affine.min())
                    .as(estimator.name())
                    .isBetween(exact.includingZero().min(), 0f);
            assertThat(affine.max())
                    .as(estimator.name())
                    .isBetween(0f, exact.includingZero().max());
            ActivationRange symmetric = estimator.estimate(statistics, Symmetry.SYMMETRIC);
            assertThat(symmetric.max()).as(estimator.name()).isBetween(0f, exact.absoluteMaximum());
            assertThat(symmetric.min()).isEqualTo(0f - symmetric.max());
            new QuantizationScheme(Symmetry.AFFINE, IntegerFormat.UINT8).parametersFor(affine);
        }
    }

    private static double sampleError(float[] values, ActivationRange range) {
        QuantizationParameters parameters =
                new QuantizationScheme(Symmetry.AFFINE, IntegerFormat.UINT8).parametersFor(range);
        double sum = 0;
        for (float value : values) {
            double error = value - parameters.roundTrip(value);
            sum += error * error;
        }
        return sum;
    }

    private static double affine(String name, TensorStatistics statistics) {
        return Estimators.named(name).estimate(statistics, Symmetry.AFFINE).absoluteMaximum();
    }

    private static double symmetric(String name, TensorStatistics statistics) {
        return Estimators.named(name).estimate(statistics, Symmetry.SYMMETRIC).max();
    }
}
