package dev.octet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void median_of_an_even_number_is_the_mean_of_the_two_middles() {
        Measurement measurement = new Measurement("m", List.of(4_000_000L, 1_000_000L, 3_000_000L, 2_000_000L));
        assertThat(measurement.medianMillis()).isEqualTo(2.5);
        assertThat(measurement.lowerQuartileMillis()).isEqualTo(1.75);
        assertThat(measurement.upperQuartileMillis()).isEqualTo(3.25);
        assertThat(measurement.minimumMillis()).isEqualTo(1.0);
    }

    @Test
    void a_measurement_without_samples_is_refused() {
        assertThatThrownBy(() -> new Measurement("m", List.of())).hasMessage("workload m has no samples");
    }

    @Test
    void speedup_draws_the_rounds_of_both_together_so_that_common_noise_cancels() {
        Measurement slow = new Measurement("slow", List.of(20L, 200L, 40L));
        Measurement fast = new Measurement("fast", List.of(10L, 100L, 20L));
        assertThat(Speedup.of(slow, fast).value()).isCloseTo(2.0, within(1e-12));
        assertThat(Speedup.of(slow, fast).low()).isCloseTo(2.0, within(1e-12));
        assertThat(Speedup.of(slow, fast).text()).isEqualTo("2.00 (95 % interval 2.00 to 2.00)");
    }

    @Test
    void speedup_refuses_measurements_of_different_rounds() {
        assertThatThrownBy(() -> Speedup.of(new Measurement("a", List.of(1L, 2L)), new Measurement("b", List.of(1L))))
                .hasMessage("a has 2 rounds, b has 1");
    }
}
