package dev.octet.runner.cli;

import dev.octet.benchmarks.BenchmarkSettings;
import dev.octet.benchmarks.load.LoadSettings;
import dev.octet.benchmarks.trtexec.Like;
import dev.octet.runner.benchmark.pipeline.PipelineSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a load is put on a model, and for how long. */
final class LoadOptions {

    private static final List<Double> PERCENTILES = List.of(90d, 95d, 99d);

    @Option(
            names = "--like",
            paramLabel = "TOOL",
            description = "Take over the defaults of trtexec10 or trtexec11, and print their lines.")
    @Nullable
    private Like like;

    @Option(
            names = "--warm-up",
            paramLabel = "MS",
            description = "Queries that start in these first milliseconds do not count (default: 1000).")
    @Nullable
    private Integer warmUp;

    @Option(
            names = {"--seconds", "--duration"},
            paramLabel = "S",
            description = "Timed seconds at least (default: 5).")
    @Nullable
    private Double seconds;

    @Option(
            names = {"--rounds", "--iterations"},
            paramLabel = "N",
            description = "Timed rounds at least (default: 30).")
    @Nullable
    private Integer rounds;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "Queries in flight on a stream: 1 for latency (default), 2 for throughput of an engine; with"
                    + " --pipeline, runs on their way through its stages.")
    @Nullable
    private Integer depth;

    @Option(names = "--streams", paramLabel = "N", description = "Streams with a thread each (default: 1).")
    @Nullable
    private Integer streams;

    @Option(
            names = "--rate",
            paramLabel = "QPS",
            description = "Queries to start each second, whether or not the ones before have ended; latency counts from"
                    + " the moment a query was to start (default: as fast as they go).")
    @Nullable
    private Double rate;

    @Option(
            names = "--percentile",
            paramLabel = "P",
            split = ",",
            description = "Percentiles to report (default: 90,95,99).")
    @Nullable
    private List<Double> percentiles;

    @Option(
            names = "--sleep",
            paramLabel = "MS",
            description = "Milliseconds to wait before the first query (default: 0).")
    @Nullable
    private Integer sleep;

    @Option(names = "--idle", paramLabel = "MS", description = "Milliseconds to wait after each query (default: 0).")
    @Nullable
    private Integer idle;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The trtexec whose defaults are taken over. */
    Optional<Like> like() {
        return Optional.ofNullable(like);
    }

    /** Streams with a thread each. */
    int streams() {
        requireAtLeast("--streams", streams, 1);
        return streams == null ? 1 : streams;
    }

    /** True when the user named the depth. */
    boolean namesDepth() {
        return depth != null;
    }

    /** Percentiles to report, ascending as given. */
    List<Double> percentiles() {
        List<Double> wanted = percentiles == null ? PERCENTILES : List.copyOf(percentiles);
        for (double one : wanted) {
            if (!(one >= 0 && one <= 100)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Invalid value for option '--percentile': '" + one + "' is not in [0, 100]");
            }
        }
        return wanted;
    }

    /** The load. */
    LoadSettings settings() {
        requireAtLeast("--depth", depth, 1);
        requireAtLeast("--warm-up", warmUp, 0);
        requireAtLeast("--sleep", sleep, 0);
        requireAtLeast("--idle", idle, 0);
        if (depth != null && depth > 2) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--depth': '" + depth + "' is not 1 or 2");
        }
        LoadSettings settings = like == null ? LoadSettings.defaults() : like.settings();
        settings = rounds == null ? settings : settings.withIterations(Math.max(1, rounds));
        settings = seconds == null ? settings : settings.withDuration(duration(seconds));
        settings = warmUp == null ? settings : settings.withWarmUp(Duration.ofMillis(warmUp));
        settings = sleep == null ? settings : settings.withSleep(Duration.ofMillis(sleep));
        settings = idle == null ? settings : settings.withIdle(Duration.ofMillis(idle));
        settings = depth == null ? settings : settings.withDepth(depth);
        return rate == null ? settings : atRate(settings, rate);
    }

    private LoadSettings atRate(LoadSettings settings, double perSecond) {
        if (!(perSecond > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--rate': '" + perSecond + "' is not above 0");
        }
        if (depth != null && depth > 1) {
            throw new ParameterException(
                    spec.commandLine(), "'--rate' has one query in flight on a stream: leave out '--depth'");
        }
        return settings.withDepth(1).withRate(perSecond);
    }

    /** How long models are timed in turns, where no query is in flight while another runs. */
    BenchmarkSettings turns(String option) {
        Optional<String> foreign = foreignToTurns();
        if (foreign.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + foreign.get() + "' measures one model, '" + option + "' times two in turns");
        }
        requireAtLeast("--warm-up", warmUp, 0);
        BenchmarkSettings settings = BenchmarkSettings.defaults();
        settings = rounds == null ? settings : settings.withMinimumRounds(Math.max(1, rounds));
        settings = seconds == null ? settings : settings.withMinimumDuration(duration(seconds));
        return warmUp == null ? settings : settings.withWarmUp(Duration.ofMillis(warmUp));
    }

    /** How a whole pipeline is driven, with so many threads that decode. */
    PipelineSettings pipeline(int decoders) {
        Optional<String> foreign = Stream.of(
                        like == null ? "" : "--like",
                        rate == null ? "" : "--rate",
                        sleep == null ? "" : "--sleep",
                        idle == null ? "" : "--idle",
                        percentiles == null ? "" : "--percentile")
                .filter(option -> !option.isEmpty())
                .findFirst();
        if (foreign.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "'" + foreign.get() + "' and '--pipeline' cannot go together");
        }
        requireAtLeast("--depth", depth, 1);
        requireAtLeast("--warm-up", warmUp, 0);
        LoadSettings usual = LoadSettings.defaults();
        int infer = streams();
        return new PipelineSettings(
                depth == null ? PipelineSettings.usualDepth(decoders, infer) : depth,
                decoders,
                infer,
                warmUp == null ? usual.warmUp() : Duration.ofMillis(warmUp),
                rounds == null ? usual.iterations() : Math.max(1, rounds),
                seconds == null ? usual.duration() : duration(seconds));
    }

    private Optional<String> foreignToTurns() {
        List<String> named = new ArrayList<>();
        named.add(like == null ? "" : "--like");
        named.add(depth == null ? "" : "--depth");
        named.add(streams == null ? "" : "--streams");
        named.add(rate == null ? "" : "--rate");
        named.add(sleep == null ? "" : "--sleep");
        named.add(idle == null ? "" : "--idle");
        return named.stream().filter(option -> !option.isEmpty()).findFirst();
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.max(0, Math.round(seconds * 1e9)));
    }

    private void requireAtLeast(String option, @Nullable Integer value, int least) {
        if (value != null && value < least) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + option + "': '" + value + "' is not at least " + least);
        }
    }
}
