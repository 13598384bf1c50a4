package dev.octet.benchmarks.power;

import static dev.octet.benchmarks.power.PowerSource.Quantity.ENERGY;
import static dev.octet.benchmarks.power.PowerSource.Quantity.POWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PowerSamplerTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void work_is_between_a_sample_before_and_one_after_it() {
        AtomicLong now = new AtomicLong();
        AtomicLong microjoules = new AtomicLong(5_000_000);
        PowerSource counter = new FakeSource(ENERGY, microjoules::get);
        PowerSource power = new FakeSource(POWER, () -> 20_000_000);
        PowerSampler sampler = new PowerSampler(List.of(counter, power), Duration.ofHours(1), now::get);
        List<EnergyReading> readings = sampler.during(() -> {
            now.set(2 * SECOND);
            microjoules.set(47_000_000);
        });
        assertThat(readings).extracting(EnergyReading::joules).containsExactly(42.0, 40.0);
        assertThat(readings).extracting(EnergyReading::seconds).containsExactly(2.0, 2.0);
    }

    @Test
    void samples_are_taken_while_work_is_done() throws InterruptedException {
        CountDownLatch read = new CountDownLatch(10);
        PowerSource power = new FakeSource(POWER, () -> {
            read.countDown();
            return 1_000_000;
        });
        List<EnergyReading> readings = new PowerSampler(List.of(power), Duration.ofMillis(1)).during(() -> await(read));
        assertThat(readings.get(0).samples()).isGreaterThanOrEqualTo(10);
        assertThat(readings.get(0).watts()).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void reading_that_fails_is_counted_and_a_source_that_never_tells_is_left_out() {
        AtomicLong now = new AtomicLong();
        AtomicLong turn = new AtomicLong();
        PowerSource sometimes = new FakeSource(POWER, () -> turn.getAndIncrement() == 1 ? -1 : 3_000_000);
        PowerSource never = new FakeSource(POWER, () -> -1);
        PowerSampler.Turns turns = new PowerSampler.Turns(List.of(sometimes, never), () -> now.getAndAdd(SECOND));
        turns.take();
        turns.take();
        turns.take();
        EnergyReading reading = turns.traces[0].reading(sometimes).orElseThrow();
        assertThat(reading.missed()).isEqualTo(1);
        assertThat(reading.samples()).isEqualTo(2);
        assertThat(turns.traces[1].reading(never)).isEmpty();
    }

    @Test
    void work_that_fails_stops_the_sampling() {
        PowerSampler sampler = new PowerSampler(List.of(), Duration.ofMillis(1));
        assertThatThrownBy(() -> sampler.during(() -> {
                    throw new IllegalStateException("work");
                }))
                .hasMessage("work");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("octet-power"));
    }

    @Test
    void taking_samples_makes_no_object() {
        long[] value = new long[1];
        PowerSource power = new FakeSource(POWER, () -> value[0]++);
        PowerSampler.Turns turns = new PowerSampler.Turns(List.of(power, power), System::nanoTime);
        int readings = 20_000;
        for (int i = 0; i < readings; i++) {
            turns.take();
        }
        long before = allocated();
        for (int i = 0; i < readings; i++) {
            turns.take();
        }
        assertThat((allocated() - before) / readings).isZero();
    }

    @Test
    void period_must_be_more_than_nothing() {
        assertThatThrownBy(() -> new PowerSampler(List.of(), Duration.ZERO))
                .hasMessage("period is PT0S, must be more than nothing");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
