package dev.octet.benchmarks.power;

import static dev.octet.benchmarks.power.PowerSource.Quantity.POWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class NetEnergyTest {

    private static final double EXACT = 1e-12;

    @Test
    void idle_machine_is_taken_off() {
        // 100 J in 5 s, idle 8 W: 60 J above idle for 200 images.
        NetEnergy net = new NetEnergy(reading("a", 100, 5, 2), reading("a", 24, 3, 0.6), 200);
        assertThat(net.joulesPerImage()).isCloseTo(0.3, within(EXACT));
        assertThat(net.grossJoulesPerImage()).isCloseTo(0.5, within(EXACT));
        assertThat(net.watts()).isCloseTo(12, within(EXACT));
        // 2 J of the run, 0.6 J in 3 s idle are 1 J in 5 s.
        assertThat(net.errorJoulesPerImage().getAsDouble()).isCloseTo(3.0 / 200, within(EXACT));
        assertThat(net.isLostInIdle()).isFalse();
    }

    @Test
    void work_within_the_error_is_lost_in_the_idle_machine() {
        assertThat(new NetEnergy(reading("a", 42, 5, 2), reading("a", 24, 3, 0.6), 200).isLostInIdle())
                .isTrue();
    }

    @Test
    void error_is_not_known_when_one_of_both_is_not() {
        EnergyReading unknown = new EnergyReading("a", "", POWER, "", 24, 3, OptionalDouble.empty(), 2, 0);
        assertThat(new NetEnergy(reading("a", 42, 5, 2), unknown, 1).errorJoulesPerImage())
                .isEmpty();
    }

    @Test
    void runs_of_two_sources_do_not_go_together() {
        assertThatThrownBy(() -> new NetEnergy(reading("a", 1, 1, 0), reading("b", 1, 1, 0), 1))
                .hasMessage("run is by a, idle by b");
    }

    private static EnergyReading reading(String source, double joules, double seconds, double error) {
        return new EnergyReading(source, "all", POWER, "exact", joules, seconds, OptionalDouble.of(error), 10, 0);
    }
}
