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
