package dev.octet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterleavedBenchmarkTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void rounds_alternate_their_order_after_one_warm_up_round() {
        BenchmarkSettings settings = new BenchmarkSettings(Duration.ZERO, 2, Duration.ZERO);
        List<Measurement> measured = new InterleavedBenchmark(settings).measure(List.of(workload("a"), workload("b")));
        assertThat(calls).containsExactly("a", "b", "a", "b", "b", "a");
        assertThat(measured).extracting(Measurement::name).containsExactly("a", "b");
        assertThat(measured).allSatisfy(m -> assertThat(m.sampleNanos()).hasSize(2));
    }

    @Test
    void each_run_is_timed_on_its_own_and_rounds_fill_the_duration() {
        FakeClock clock = new FakeClock();
        BenchmarkSettings settings = new BenchmarkSettings(Duration.ofMillis(5), 1, Duration.ofMillis(10));
        List<Measurement> measured = new InterleavedBenchmark(settings, clock)
                .measure(List.of(lasting(clock, 1_000_000), lasting(clock, 2_000_000)));
        assertThat(measured.get(0).sampleNanos()).hasSize(4).containsOnly(1_000_000L);
        assertThat(measured.get(1).sampleNanos()).hasSize(4).containsOnly(2_000_000L);
    }

    @Test
    void more_rounds_than_there_was_room_for_are_all_kept() {
        FakeClock clock = new FakeClock();
        BenchmarkSettings settings = new BenchmarkSettings(Duration.ZERO, 1, Duration.ofMillis(20));
        assertThat(new InterleavedBenchmark(settings, clock)
                        .measure(List.of(lasting(clock, 1_000)))
                        .get(0)
                        .sampleNanos())
                .hasSize(20_000)
                .containsOnly(1_000L);
    }

    private static Workload lasting(FakeClock clock, long nanos) {
        return new Workload() {
            @Override
            public String name() {
                return "lasting";
            }

            @Override
            public void run() {
                clock.advance(nanos);
            }

            @Override
            public void close() {}
        };
    }

    private Workload workload(String name) {
        return new Workload() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void run() {
                calls.add(name);
            }

            @Override
            public void close() {}
        };
    }
}
