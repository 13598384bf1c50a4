package dev.octet.calibrator.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FinetuneSettingsTest {

    @Test
    void rates_rise_in_a_line_and_fall_along_a_cosine() {
        FinetuneSettings settings = FinetuneSettings.defaults().withSteps(200);
        assertThat(settings.warmup()).isEqualTo(0.05);
        assertThat(settings.rate(0)).isCloseTo(0.1, within(1e-9));
        assertThat(settings.rate(9)).isCloseTo(1, within(1e-9));
        assertThat(settings.rate(105)).isCloseTo(0.01 + 0.99 / 2, within(1e-9));
        assertThat(settings.rate(199)).isBetween(0.01, 0.011);
    }

    @Test
    void a_bad_setting_is_named() {
        assertThatThrownBy(() -> FinetuneSettings.defaults().withSteps(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps is 0, must be at least 1");
        assertThatThrownBy(() -> FinetuneSettings.defaults().withRates(-1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weightRate is -1.0, must be 0 or more");
    }
}
