package dev.octet.calibrator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorRtVersionTest {

    @ParameterizedTest
    @CsvSource({"7.1.3, 7103", "8.2.5, 8205", "8.6.1, 8601", "10.0.1, 100001", "10.3.0, 100300", "10.15.1, 101501"})
    void number_is_the_one_that_tensorrt_writes(String text, int number) {
        TensorRtVersion version = TensorRtVersion.parse(text);
        assertThat(version.number()).isEqualTo(number);
        assertThat(TensorRtVersion.ofNumber(number)).isEqualTo(version).hasToString(text);
    }

    @Test
    void every_number_stands_for_one_version() {
        for (int number = 0; number < 1_000_000; number += 1) {
            boolean known = number >= 1_000 && number < 10_000 || number >= 100_000;
            if (known) {
                assertThat(TensorRtVersion.ofNumber(number).number()).isEqualTo(number);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-8601, 0, 999, 10_000, 99_999, 1_000_000})
    void other_numbers_stand_for_none(int number) {
        assertThatThrownBy(() -> TensorRtVersion.ofNumber(number)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10.15", "8.12.0", "0.1.2", "10.15.1.29", "v10.15.1", "10.15.100"})
    void other_texts_are_refused(String text) {
        assertThatThrownBy(() -> TensorRtVersion.parse(text))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.USAGE);
                    assertThat(e.remedy())
                            .isEqualTo("Write MAJOR.MINOR.PATCH, for example 10.15.1 or 8.6.1; trtexec prints it.");
                })
                .hasMessage("'" + text + "' is no version of TensorRT.");
    }

    @Test
    void calibrators_end_with_version_10() {
        assertThat(TensorRtVersion.of(10, 99, 99).readsCaches()).isTrue();
        assertThat(TensorRtVersion.of(11, 0, 0).readsCaches()).isFalse();
    }

    @Test
    void calibrators_have_names() {
        assertThat(CacheAlgorithm.named("minmax")).isEqualTo(CacheAlgorithm.MINMAX);
        assertThatThrownBy(() -> CacheAlgorithm.named("mse"))
                .hasMessage("TensorRT has no calibrator 'mse'.")
                .isInstanceOfSatisfying(
                        ToolkitException.class,
                        e -> assertThat(e.remedy())
                                .isEqualTo(
                                        "Choose entropy2, minmax, entropy or legacy: the one that the engine is built "
                                                + "with."));
    }
}
