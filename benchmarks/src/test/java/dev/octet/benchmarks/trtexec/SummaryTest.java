package dev.octet.benchmarks.trtexec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.benchmarks.FakeClock;
import dev.octet.benchmarks.load.Lane;
import dev.octet.benchmarks.load.LoadHarness;
import dev.octet.benchmarks.load.LoadResult;
import dev.octet.benchmarks.load.LoadSettings;
import dev.octet.benchmarks.load.LoadTarget;
import dev.octet.benchmarks.load.QueryTimes;
import dev.octet.benchmarks.load.QueryTrace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what trtexec's own code prints of the same traces, to the last digit. */
class SummaryTest {

    private static final List<Float> USUAL = List.of(90f, 95f, 99f);

    private static String expected(String file) throws IOException {
        try (InputStream stream = SummaryTest.class.getResourceAsStream("/trtexec/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The lines without what we say about warnings. */
    private static String text(List<QueryTrace> trace, float warmUp, int streams, List<Float> percentiles) {
        Summary summary = Summary.of(trace, warmUp, streams, percentiles);
        StringBuilder text = new StringBuilder();
        for (String line : SummaryText.lines(summary, trace, 10)) {
            if (!line.startsWith("  ")) {
                text.append(line).append('\n');
            }
        }
        return text.append('\n').toString();
    }

    @Test
    void a_steady_run_prints_as_trtexec_prints_it() throws IOException {
        assertThat(text(RecordedTrace.of(57, 1, 1, 1, 1), 10, 1, USUAL)).isEqualTo(expected("steady.txt"));
    }

    @Test
    void every_warning_has_trtexecs_condition_and_line() throws IOException {
        assertThat(text(RecordedTrace.of(14, 1, 2, 64, 32), 5, 2, USUAL)).isEqualTo(expected("bound.txt"));
    }

    @Test
    void a_long_run_leaves_the_averages_in_its_middle_out() throws IOException {
        List<Float> percentiles = List.of(50f, 99.9f, 100f, 0f);
        List<String> lines = text(RecordedTrace.of(4200, 3, 3, 1, 1), 200, 3, percentiles)
                .lines()
                .toList();
        List<String> averages =
                lines.stream().filter(line -> line.startsWith("Average")).toList();
        assertThat(averages).hasSize(400);
        List<String> rest = lines.stream()
                .filter(line ->
                        !line.startsWith("Average") || line.equals(averages.get(0)) || line.equals(averages.get(399)))
                .toList();
        assertThat(rest).isEqualTo(expected("long.txt").lines().toList());
    }

    @Test
    void exported_times_are_trtexecs_to_the_last_digit() throws IOException {
        List<QueryTrace> trace = RecordedTrace.of(14, 1, 2, 64, 32);
        assertThat(TimesText.of(trace.subList(1, 14))).isEqualTo(expected("bound-times.json"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_trace_that_goes_through_the_load_loop_gives_the_same_summary(int depth) throws IOException {
        LoadSettings settings = LoadSettings.defaults()
                .withWarmUp(Duration.ofMillis(10))
                .withDuration(Duration.ZERO)
                .withIterations(51)
                .withDepth(depth);
        LoadResult result =
                new LoadHarness(settings, new FakeClock()).run(new Replay(RecordedTrace.of(57, 1, 1, 1, 1)));
        assertThat(text(result.traces(), 10, 1, USUAL)).isEqualTo(expected("steady.txt"));
        assertThat(result.warmUps()).isEqualTo(6);
    }

    /** A device whose queries went as in a trace. */
    private record Replay(List<QueryTrace> trace) implements LoadTarget {

        @Override
        public String name() {
            return "replay";
        }

        @Override
        public List<Lane> lanes() {
            return List.of(new Lane() {
                private int awaited;

                @Override
                public int depth() {
                    return 2;
                }

                @Override
                public void begin(long originNanos) {
                    awaited = 0;
                }

                @Override
                public void submit(int slot) {}

                @Override
                public void await(int slot, QueryTimes times) {
                    QueryTrace one = trace.get(awaited++);
                    times.enqueue(one.enqueueStart(), one.enqueueEnd());
                    times.h2d(one.h2dStart(), one.h2dEnd());
                    times.compute(one.computeStart(), one.computeEnd());
                    times.d2h(one.d2hStart(), one.d2hEnd());
                }
            });
        }
    }

    @Test
    void numbers_are_written_as_a_stream_of_cpp_writes_them() {
        assertThat(List.of(0f, 1f, 0.5f, 123456f, 1234567f, 0.0001f, 0.00001234567f, 100000f, 999999.5f, 2.5f))
                .extracting(CppNumber::text)
                .containsExactly(
                        "0", "1", "0.5", "123456", "1.23457e+06", "0.0001", "1.23457e-05", "100000", "1e+06", "2.5");
        assertThat(CppNumber.text(-0.1f)).isEqualTo("-0.1");
        assertThat(CppNumber.text(1e-10f)).isEqualTo("1e-10");
        assertThat(CppNumber.text(Float.POSITIVE_INFINITY)).isEqualTo("inf");
        assertThat(CppNumber.text(Float.NaN)).isEqualTo("nan");
    }

    @Test
    void a_trace_of_nothing_but_warm_up_has_no_summary() {
        List<QueryTrace> trace = RecordedTrace.of(3, 1, 1, 1, 1);
        assertThatThrownBy(() -> Summary.of(trace, 1000, 1, USUAL)).hasMessage("no query was counted");
        assertThatThrownBy(() -> Summary.of(trace, 0, 1, List.of(101f)))
                .hasMessage("percentile is 101.0, must be in [0, 100]");
    }
}
