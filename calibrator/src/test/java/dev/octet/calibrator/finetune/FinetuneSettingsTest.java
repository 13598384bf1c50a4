package dev.octet.calibrator.finetune;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FinetuneSettingsTest {

    @Test
    void a_bad_setting_is_named() {
        assertThatThrownBy(() -> FinetuneSettings.defaults().withSteps(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps is 0, must be at least 1");
    }
}
