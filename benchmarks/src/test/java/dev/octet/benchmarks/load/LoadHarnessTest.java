package dev.octet.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.benchmarks.Clock;
import dev.octet.benchmarks.FakeClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoadHarnessTest {

    private static final long MILLI = 1_000_000;

    private final FakeClock clock = new FakeClock();
    private final LoadSettings settings = LoadSettings.defaults()
            .withWarmUp(Duration.ofMillis(10))
            .withDuration(Duration.ofMillis(20))
            .withIterations(3);

    private record Target(String name, List<Lane> lanes) implements LoadTarget {}

    private LoadResult run(LoadSettings how, Lane... lanes) {
        return new LoadHarness(how, clock).run(new Target("fake", List.of(lanes)));
    }

    @Test
    void queries_that_start_in_the_warm_up_do_not_count_and_the_rest_fill_the_duration() {
        LoadResult result = run(settings, new FakeLane(clock, i -> 4 * MILLI));
        // They start at 0, 4, 8 | 12, 16, 20, 24, 28, 32: the last is the first that starts after 10 + 20 ms.
        assertThat(result.warmUps()).isEqualTo(3);
        assertThat(result.sampleNanos()).hasSize(6).containsOnly(4 * MILLI);
        assertThat(result.counted().get(0).startNanos()).isEqualTo(12 * MILLI);
        assertThat(result.wallSeconds()).isCloseTo(0.024, within(1e-12));
        assertThat(result.throughput()).isCloseTo(250, within(1e-9));
        assertThat(result.statistics().medianMillis()).isEqualTo(4);
        assertThat(result.statistics().coefficientOfVariationPercent()).isZero();
        assertThat(result.lost()).isZero();
    }

    @Test
    void the_minimum_of_iterations_is_on_top_of_the_warm_up() {
        LoadResult result = run(settings.withIterations(40), new FakeLane(clock, i -> 4 * MILLI));
        assertThat(result.warmUps()).isEqualTo(3);
        assertThat(result.sampleNanos()).hasSize(40);
    }

    @Test
    void one_query_at_a_time_at_depth_1() {
        FakeLane lane = new FakeLane(clock, i -> 20 * MILLI);
        run(settings.withIterations(1), lane);
        assertThat(lane.log()).containsExactly("submit 0", "await 0", "submit 0", "await 0", "submit 0", "await 0");
    }

    @Test
    void at_depth_2_a_query_is_in_flight_while_another_is_awaited() {
        FakeLane lane = new FakeLane(clock, i -> 20 * MILLI);
        LoadResult result = run(settings.withIterations(1).withDepth(2), lane);
        assertThat(lane.log())
                .containsExactly(
                        "submit 0", "submit 1", "await 0", "submit 0", "await 1", "submit 1", "await 0", "await 1");
        // Each but the first is submitted one length before the device is free for it.
        assertThat(result.sampleNanos()).containsExactly(40 * MILLI, 40 * MILLI, 40 * MILLI);
        assertThat(result.traces()).extracting(QueryTrace::compute).containsOnly(20f);
    }

    @Test
    void at_a_rate_latency_counts_from_the_moment_a_query_was_to_start() {
        // One every 10 ms of 2 ms each; the fourth takes 35 ms and holds up the three behind it.
        FakeLane lane = new FakeLane(clock, i -> i == 3 ? 35 * MILLI : 2 * MILLI);
        LoadSettings rate = settings.withWarmUp(Duration.ZERO)
                .withDuration(Duration.ofMillis(80))
                .withRate(100);
        LoadResult result = run(rate, lane);
        assertThat(result.sampleNanos())
                .containsExactly(
                        2 * MILLI,
                        2 * MILLI,
                        2 * MILLI,
                        35 * MILLI,
                        27 * MILLI,
                        19 * MILLI,
                        11 * MILLI,
                        3 * MILLI,
                        2 * MILLI);
        assertThat(result.traces())
                .extracting(QueryTrace::compute)
                .filteredOn(ms -> ms > 3)
                .hasSize(1);
        assertThat(result.percentileMillis(50)).isCloseTo(3, within(0.003));
        assertThat(result.statistics().quantileMillis(1)).isEqualTo(35);
    }

    @Test
    void percentiles_come_from_a_histogram_that_others_can_read() throws DataFormatException {
        LoadResult result = run(settings.withIterations(100), new FakeLane(clock, i -> (1 + i % 100) * MILLI));
        Histogram histogram = Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(result.histogram())), 0);
        assertThat(histogram.getTotalCount()).isEqualTo(result.sampleNanos().length);
        assertThat(histogram.getValueAtPercentile(99) / 1e6).isEqualTo(result.percentileMillis(99));
        assertThat(result.percentileMillis(99)).isCloseTo(result.statistics().quantileMillis(0.99), within(1.2));
    }

    @Test
    void a_pause_before_the_first_query_is_in_no_time() {
        LoadResult result = run(settings.withSleep(Duration.ofSeconds(5)), new FakeLane(clock, i -> 4 * MILLI));
        assertThat(result.counted().get(0).startNanos()).isEqualTo(12 * MILLI);
    }

    @Test
    void a_pause_after_each_counted_query_is_in_the_wall_time_and_in_no_latency() {
        LoadResult result = run(
                settings.withIdle(Duration.ofMillis(6))
                        .withWarmUp(Duration.ZERO)
                        .withDuration(Duration.ZERO),
                new FakeLane(clock, i -> 4 * MILLI));
        assertThat(result.sampleNanos()).containsExactly(4 * MILLI, 4 * MILLI, 4 * MILLI);
        assertThat(result.wallSeconds()).isCloseTo(0.024, within(1e-12));
    }

    @Test
    void lanes_run_side_by_side_in_threads_of_their_own() {
        Clock real = Clock.monotonic();
        LoadSettings few = LoadSettings.defaults()
                .withWarmUp(Duration.ZERO)
                .withDuration(Duration.ZERO)
                .withIterations(50);
        SleepingWorkload first = new SleepingWorkload();
        SleepingWorkload second = new SleepingWorkload();
        LoadResult result = new LoadHarness(few, real).run(new WorkloadTarget("two", List.of(first, second), real));
        assertThat(first.threads()).hasSize(1);
        assertThat(second.threads()).hasSize(1).doesNotContainAnyElementsOf(first.threads());
        assertThat(result.traces()).extracting(QueryTrace::stream).contains(0, 1);
        assertThat(result.sampleNanos()).hasSize(100);
        assertThat(result.counted())
                .isSortedAccordingTo(
                        (a, b) -> Float.compare(a.trace().h2dStart(), b.trace().h2dStart()));
    }

    @Test
    void what_a_lane_throws_stops_the_others_and_is_thrown() {
        Clock real = Clock.monotonic();
        LoadSettings endless = LoadSettings.defaults().withDuration(Duration.ofDays(1));
        SleepingWorkload failing = new SleepingWorkload();
        failing.failAfter(10);
        assertThatThrownBy(() -> new LoadHarness(endless, real)
                        .run(new WorkloadTarget("two", List.of(new SleepingWorkload(), failing), real)))
                .hasMessage("the device is gone");
    }

    @Test
    void a_lane_whose_runs_end_before_the_next_has_no_depth_2() {
        assertThatThrownBy(() -> new LoadHarness(settings.withDepth(2), clock)
                        .run(new WorkloadTarget("cpu", List.of(new SleepingWorkload()), clock)))
                .hasMessage("a lane of cpu has depth 1, the load 2");
    }

    @Test
    void settings_that_mean_nothing_are_refused() {
        assertThatThrownBy(() -> settings.withIterations(0)).hasMessage("iterations 0, depth 1 must be at least 1");
        assertThatThrownBy(() -> settings.withRate(0)).hasMessage("ratePerSecond is 0.0, must be above 0");
        assertThatThrownBy(() -> settings.withRate(5).withDepth(2)).hasMessage("a load at a rate has depth 1, not 2");
        assertThatThrownBy(() -> settings.withIdle(Duration.ofMillis(-1)))
                .hasMessage("warmUp PT0.01S, duration PT0.02S, sleep PT0S, idle PT-0.001S must not be negative");
    }
}
