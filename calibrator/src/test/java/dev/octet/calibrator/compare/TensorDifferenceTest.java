package dev.octet.calibrator.compare;

import static dev.octet.calibrator.compare.TensorDifference.Outcome.EQUAL;
import static dev.octet.calibrator.compare.TensorDifference.Outcome.NOISY;
import static dev.octet.calibrator.compare.TensorDifference.Outcome.NOT_FINITE;
import static dev.octet.calibrator.compare.TensorDifference.Outcome.NO_SIGNAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TensorDifferenceTest {

    private static final float INFINITY = Float.POSITIVE_INFINITY;

    static Stream<Arguments> pairs() {
        return Stream.of(
                pair(EQUAL, new float[] {1, -2}, 1, -2),
                pair(EQUAL, new float[] {0, 0}, 0, 0),
                pair(EQUAL, new float[] {}),
                pair(NOISY, new float[] {1, -2}, 1, -2.5f),
                pair(NOISY, new float[] {1, -2}, 0, 0),
                pair(NOISY, new float[] {Float.MIN_VALUE, 0}, Float.MAX_VALUE, 0),
                pair(NO_SIGNAL, new float[] {0, 0}, 0, 1e-30f),
                pair(NOT_FINITE, new float[] {1, Float.NaN}, 1, Float.NaN),
                pair(NOT_FINITE, new float[] {1, 2}, Float.NaN, 2),
                pair(NOT_FINITE, new float[] {Float.NaN, 0}, 0, 0),
                pair(NOT_FINITE, new float[] {0, 0}, INFINITY, 0),
                pair(NOT_FINITE, new float[] {INFINITY, 0}, INFINITY, 0),
                pair(NOT_FINITE, new float[] {-INFINITY, 0}, 5, 0));
    }

    private static Arguments pair(TensorDifference.Outcome outcome, float[] first, float... second) {
        return Arguments.of(outcome, first, second);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void every_pair_of_tensors_is_one_of_four_things(TensorDifference.Outcome outcome, float[] first, float[] second) {
        DifferenceSums sums = new DifferenceSums();
        sums.add(FloatBuffer.wrap(first), FloatBuffer.wrap(second));
        TensorDifference difference =
                new TensorDifference("t", "n", "Conv", sums.sqnr(), sums.cosine(), sums.maxError());
        assertThat(difference.outcome()).isEqualTo(outcome);
        assertThat(Double.isFinite(difference.sqnr())).isEqualTo(outcome == NOISY);
    }
}
