package dev.octet.calibrator.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.finetune.Trainable.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingRatesTest {

    private static final TrainingRates RATES = new TrainingRates(0.3, 0.2, 0.1, 0.05, 0.5);

    @Test
    void rates_rise_in_a_line_and_fall_along_a_cosine() {
        assertThat(RATES.of(Kind.BIASES, 0, 200)).isCloseTo(0.03, within(1e-9));
        assertThat(RATES.of(Kind.BIASES, 9, 200)).isCloseTo(0.3, within(1e-9));
        assertThat(RATES.of(Kind.BIASES, 105, 200)).isCloseTo(0.3 * (0.01 + 0.99 / 2), within(1e-9));
        assertThat(RATES.of(Kind.BIASES, 199, 200)).isBetween(0.3 * 0.01, 0.3 * 0.011);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void what_decides_how_values_round_settles_first(Kind kind) {
        boolean rounds = kind == Kind.WEIGHTS || kind == Kind.ACTIVATION_SCALES;
        assertThat(RATES.of(kind, 99, 200)).isPositive();
        assertThat(RATES.of(kind, 100, 200) == 0).isEqualTo(rounds);
        assertThat(RATES.of(kind, 199, 200) == 0).isEqualTo(rounds);
        assertThat(RATES.withoutScales().of(kind, 50, 200) == 0).isEqualTo(kind != Kind.WEIGHTS && kind != Kind.BIASES);
    }

    @Test
    void a_bad_rate_is_named() {
        assertThatThrownBy(() -> new TrainingRates(-1, 0, 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The rate weights is -1.0, must be 0 or more");
        assertThatThrownBy(() -> new TrainingRates(1, 0, 0, 0, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("settled is 1.5, must be from 0 to 1");
    }
}
