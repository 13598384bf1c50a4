package dev.octet.benchmarks.power;

import static dev.octet.benchmarks.power.PowerSource.Quantity.ENERGY;
import static dev.octet.benchmarks.power.PowerSource.Quantity.POWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowerTraceTest {

    private static final double EXACT = 1e-12;
    private static final long MILLI = 1_000_000;

    @Test
    void power_is_integrated_by_trapezoids() {
        // 10 W, 20 W, 40 W at 0, 0.5 and 2 s: 0.5 * 15 + 1.5 * 30 = 52.5 J
        EnergyReading reading = trace(POWER, new long[][] {{0, 10}, {500, 20}, {2000, 40}});
        assertThat(reading.joules()).isCloseTo(52.5, within(EXACT));
        assertThat(reading.seconds()).isEqualTo(2);
        assertThat(reading.watts()).isCloseTo(26.25, within(EXACT));
        assertThat(reading.samples()).isEqualTo(3);
    }

    @Test
    void sampling_error_of_power_is_two_standard_errors_of_neighbours() {
        // Differences 2, -2, 2, -2 W: variance 16 / 8 = 2; standard error sqrt(2 / 5) W over 4 s, twice.
        EnergyReading reading = trace(POWER, new long[][] {{0, 10}, {1000, 12}, {2000, 10}, {3000, 12}, {4000, 10}});
        assertThat(reading.samplingErrorJoules().getAsDouble()).isCloseTo(8 * Math.sqrt(0.4), within(EXACT));
    }

    @Test
    void steady_drift_hardly_counts_as_sampling_error() {
        long[][] ramp = new long[101][];
        for (int i = 0; i <= 100; i++) {
            ramp[i] = new long[] {i * 10L, 100 + i};
        }
        EnergyReading reading = trace(POWER, ramp);
        assertThat(reading.joules()).isCloseTo(150, within(EXACT));
        assertThat(reading.samplingErrorJoules().getAsDouble()).isLessThan(0.15);
    }

    @Test
    void energy_is_the_difference_of_the_counter_and_off_by_its_steps() {
        // 6 J in 3 steps: 2 J each, one at both ends.
        EnergyReading reading =
                trace(ENERGY, new long[][] {{0, 1000}, {250, 1002}, {500, 1002}, {750, 1005}, {1000, 1006}});
        assertThat(reading.joules()).isCloseTo(6, within(EXACT));
        assertThat(reading.watts()).isCloseTo(6, within(EXACT));
        assertThat(reading.samplingErrorJoules()).hasValue(4);
    }

    @Test
    void counter_that_did_not_move_has_no_error_to_tell() {
        EnergyReading reading = trace(ENERGY, new long[][] {{0, 7}, {1000, 7}});
        assertThat(reading.joules()).isZero();
        assertThat(reading.samplingErrorJoules()).isEmpty();
    }

    @Test
    void two_samples_of_power_have_no_error_to_tell() {
        assertThat(trace(POWER, new long[][] {{0, 10}, {1000, 20}}).samplingErrorJoules())
                .isEmpty();
    }

    @Test
    void one_sample_is_no_reading() {
        PowerTrace trace = new PowerTrace(4);
        trace.add(0, 1);
        assertThat(trace.reading(new FakeSource(POWER, () -> 0))).isEmpty();
    }

    @Test
    void full_trace_keeps_every_second_sample_and_both_ends() {
        PowerTrace trace = new PowerTrace(4);
        for (int i = 0; i <= 21; i++) {
            trace.add(i * 100 * MILLI, (10 + i) * 1_000_000L);
        }
        EnergyReading reading = trace.reading(new FakeSource(POWER, () -> 0)).orElseThrow();
        // A straight line from 10 W to 31 W over 2.1 s, however many of its points are kept.
        assertThat(reading.joules()).isCloseTo(2.1 * 20.5, within(1e-9));
        assertThat(reading.seconds()).isEqualTo(2.1);
        assertThat(reading.samples()).isEqualTo(22);
    }

    @Test
    void capacity_must_be_even() {
        assertThatThrownBy(() -> new PowerTrace(3)).hasMessage("capacity is 3, must be even and at least 2");
    }

    private static EnergyReading trace(PowerSource.Quantity quantity, long[][] millisAndUnits) {
        PowerTrace trace = new PowerTrace(128);
        for (long[] sample : millisAndUnits) {
            trace.add(sample[0] * MILLI, sample[1] * 1_000_000);
        }
        return trace.reading(new FakeSource(quantity, () -> 0)).orElseThrow();
    }
}
