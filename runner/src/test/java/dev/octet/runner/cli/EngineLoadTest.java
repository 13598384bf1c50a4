package dev.octet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.benchmarks.Clock;
import dev.octet.benchmarks.RandomInput;
import dev.octet.benchmarks.engine.EngineTarget;
import dev.octet.benchmarks.load.LoadHarness;
import dev.octet.benchmarks.load.LoadResult;
import dev.octet.benchmarks.load.LoadSettings;
import dev.octet.benchmarks.load.QueryTrace;
import dev.octet.benchmarks.trtexec.Summary;
import dev.octet.bindings.cuda.FakeCuda;
import dev.octet.bindings.tensorrt.EngineLanes;
import dev.octet.bindings.tensorrt.EngineSession;
import dev.octet.bindings.tensorrt.FakeSessions;
import dev.octet.bindings.tensorrt.LaneMemory;
import dev.octet.bindings.tensorrt.LaneOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load on the lanes of an engine, on a device in memory whose clock ticks once for every call: times to the tick. */
class EngineLoadTest {

    private final FakeCuda cuda = new FakeCuda();

    @TempDir
    private Path folder;

    private LoadResult load(int depth, boolean transfers) throws IOException {
        LoadSettings settings = LoadSettings.defaults()
                .withWarmUp(Duration.ZERO)
                .withDuration(Duration.ZERO)
                .withIterations(6)
                .withDepth(depth);
        SplittableRandom random = new SplittableRandom(1);
        try (EngineSession session = FakeSessions.on(cuda, folder);
                EngineLanes lanes = session.lanes(new EngineLanes.LaneSetup(
                        1,
                        new LaneOptions(0, depth, false, false, transfers, LaneMemory.PINNED),
                        input -> new long[] {1, 3, 2, 2},
                        (input, content) -> RandomInput.fill(input, content, random)))) {
            return new LoadHarness(settings, Clock.monotonic()).run(new EngineTarget("fake", lanes));
        }
    }

    @Test
    void the_events_of_every_query_become_its_times() throws IOException {
        LoadResult result = load(1, true);
        assertThat(result.traces()).hasSize(6).allSatisfy(trace -> {
            assertThat(trace.h2d()).isEqualTo(2);
            assertThat(trace.compute()).isEqualTo(1);
            assertThat(trace.d2h()).isEqualTo(2);
            assertThat(trace.latency()).isEqualTo(5);
            assertThat(trace.enqueue()).isNotNegative();
        });
        Summary summary = Summary.of(result.traces(), 0, 1, List.of(99f));
        assertThat(summary.queries()).isEqualTo(6);
        assertThat(summary.h2d().median()).isEqualTo(2);
        assertThat(summary.wallMillis())
                .isEqualTo(
                        result.traces().get(5).d2hEnd() - result.traces().get(0).h2dStart());
        assertThat(cuda.live()).isEmpty();
    }

    @Test
    void times_begin_anew_after_the_queries_that_prepare() throws IOException {
        QueryTrace first = load(1, true).traces().get(0);
        // The origin, the device made current, three streams that wait for the origin, then the first event of a query.
        assertThat(first.h2dStart()).isEqualTo(5);
    }

    @Test
    void without_transfers_copies_take_no_time_at_either_depth() throws IOException {
        for (int depth = 1; depth <= 2; depth++) {
            assertThat(load(depth, false).traces()).hasSize(6).allSatisfy(trace -> {
                assertThat(trace.h2d()).isZero();
                assertThat(trace.d2h()).isZero();
                assertThat(trace.latency()).isEqualTo(trace.compute()).isEqualTo(1);
            });
        }
    }
}
