package dev.octet.benchmarks.power;

import static dev.octet.benchmarks.power.PowerSource.Quantity.ENERGY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EnergyBenchmarkTest {

    private static final long MILLI = 1_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong microjoules = new AtomicLong();

    @Test
    void images_cost_what_the_counter_gained_above_the_idle_machine() {
        PowerSource counter = new FakeSource(ENERGY, microjoules::get);
        PowerSampler sampler = new PowerSampler(List.of(counter), Duration.ofHours(1), nanos::get);
        EnergyBenchmark benchmark = EnergyBenchmark.of(sampler, length -> pass(length, 8));
        List<EnergyReading> idle = benchmark.idle(Duration.ofSeconds(3));
        assertThat(idle.get(0).watts()).isCloseTo(8, within(1e-9));
        // Every iteration: 4 images in 10 ms at 20 W. 500 of them make 5 s.
        NetEnergy net = benchmark
                .of(EnergyBenchmark.again(() -> pass(10 * MILLI, 20), 4, Duration.ofSeconds(5), nanos::get), idle)
                .get(0);
        assertThat(net.images()).isEqualTo(2000);
        assertThat(net.run().seconds()).isCloseTo(5, within(1e-9));
        assertThat(net.joulesPerImage()).isCloseTo((20.0 - 8.0) * 5 / 2000, within(1e-9));
    }

    @Test
    void source_that_told_nothing_of_the_idle_machine_has_no_energy() {
        PowerSource counter = new FakeSource(ENERGY, microjoules::get);
        PowerSampler sampler = new PowerSampler(List.of(counter), Duration.ofHours(1), nanos::get);
        EnergyBenchmark benchmark = EnergyBenchmark.of(sampler, length -> {});
        assertThat(benchmark.of(() -> 1, List.of())).isEmpty();
    }

    private void pass(long length, long watts) {
        nanos.addAndGet(length);
        microjoules.addAndGet(watts * length / 1000);
    }
}
