package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.runner.benchmark.repeat.RepeatedRun;
import dev.octet.runner.benchmark.repeat.RepeatedSamples;
import dev.octet.runner.engine.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code --repeats}: the same measurement in several processes, of two models in alternating order. */
final class RepeatMode {

    /** Few repeats say little of how processes differ. */
    private static final int ENOUGH = 5;

    /** What is this process's own; all else is passed on. */
    private static final Set<String> OWN =
            Set.of("--repeats", "--against", "--min-speedup", "--json", "--quiet", "--verbose", "--color");

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "Measure in N processes of their own, with --against of both models in alternating order, and"
                    + " give 95 %% intervals over processes.")
    @Nullable
    private Integer repeats;

    @Option(names = "--worker", hidden = true, description = "End when stdin ends: the process that --repeats starts.")
    private boolean worker;

    boolean isAsked() {
        return repeats != null;
    }

    /** A process that was started to measure ends with the one that started it. */
    void watchParent() {
        if (worker) {
            Thread orphan = new Thread(RepeatMode::awaitParent, "octet-benchmark-orphan");
            orphan.setDaemon(true);
            orphan.start();
        }
    }

    private static void awaitParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent.
            }
        } catch (IOException e) {
            // A broken stream is a closed one.
        }
        System.exit(ExitCode.INTERRUPTED.number());
    }

    /** Measures, prints, and fails when the speedup is below its gate. */
    int run(BenchmarkRequest request, Optional<Path> against, OptionalDouble minSpeedup) {
        int count = repeats == null ? 0 : repeats;
        if (count < 1) {
            throw request.wrong("Invalid value for option '--repeats': '" + count + "' is not at least 1");
        }
        if (minSpeedup.isPresent() && against.isEmpty()) {
            throw request.wrong("'--min-speedup' needs '--against=MODEL'");
        }
        request.check(against);
        Console console = request.console();
        List<RepeatedRun.Subject> subjects = new ArrayList<>();
        subjects.add(subject(request, request.model()));
        against.ifPresent(other -> subjects.add(subject(request, other)));
        console.say(count + (count == 1 ? " process" : " processes") + " of each model, one after the other"
                + (against.isPresent() ? ", in alternating order." : "."));
        if (count < ENOUGH) {
            console.say("With fewer than " + ENOUGH
                    + " repeats, intervals hold the true figure less often than 95 times of 100.");
        }
        List<List<String>> printed = new RepeatedRun(ChildJvm.likeThis(OctetCli.class.getName()), RepeatMode::kind)
                .run(subjects, count, console.progress("repeat"));
        RepeatReport report = new RepeatReport(count, RepeatDocuments.kind(printed.get(0)), samples(subjects, printed));
        report.printTo(console);
        report.speedup()
                .ifPresent(speedup -> minSpeedup.ifPresent(
                        wanted -> Gate.atLeast("speedup", speedup.value(), wanted, "--min-speedup")));
        return ExitCode.OK.number();
    }

    private static List<RepeatedSamples> samples(List<RepeatedRun.Subject> subjects, List<List<String>> printed) {
        List<RepeatedSamples> samples = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            samples.add(new RepeatedSamples(
                    subjects.get(i).name(),
                    printed.get(i).stream().map(RepeatDocuments::samples).toList()));
        }
        return samples;
    }

    private static RepeatedRun.Subject subject(BenchmarkRequest request, Path model) {
        List<String> arguments =
                new ArrayList<>(List.of("benchmark", model.toString(), "--json", "--quiet", "--worker"));
        for (OptionSpec option :
                request.command().commandLine().getParseResult().matchedOptions()) {
            if (!OWN.contains(option.longestName())) {
                arguments.addAll(words(option, request.command()));
            }
        }
        return new RepeatedRun.Subject(model.toString(), arguments);
    }

    /** An option as it was given. */
    private static List<String> words(OptionSpec option, CommandSpec command) {
        if (option.arity().max() > 0) {
            return option.originalStringValues().stream()
                    .flatMap(value -> List.of(option.longestName(), value).stream())
                    .toList();
        }
        boolean negated = option.negatable() && Boolean.FALSE.equals(option.getValue());
        return List.of(
                negated
                        ? command.commandLine()
                                .getNegatableOptionTransformer()
                                .makeNegative(option.longestName(), command)
                        : option.longestName());
    }

    private static FailureKind kind(int exitCode) {
        return Arrays.stream(FailureKind.values())
                .filter(kind -> ExitCode.of(kind).number() == exitCode)
                .findFirst()
                .orElse(exitCode == 143 ? FailureKind.INTERRUPTED : FailureKind.NATIVE_FAILURE);
    }
}
