package dev.octet.runner.cli;

import dev.octet.benchmarks.result.BenchmarkResult;
import dev.octet.benchmarks.result.BenchmarkResultReader;
import dev.octet.benchmarks.result.ModelChange;
import dev.octet.benchmarks.result.ResultComparison;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --compare}: what changed from one result to another, and what is noise. */
final class CompareResultsMode implements BenchmarkMode {

    @Option(
            names = "--compare",
            arity = "2",
            paramLabel = "RESULT",
            description =
                    "Compare two results of 'octet benchmark --json', OLD.json and NEW.json, and tell changes from noise.")
    @Nullable
    private List<Path> compare;

    @Option(
            names = "--max-regression",
            paramLabel = "PCT",
            description =
                    "With --compare: fail (exit 3) when a model is slower by more percent than this, and not by noise.")
    @Nullable
    private Double maxRegression;

    @Override
    public String option() {
        return "--compare";
    }

    @Override
    public boolean isAsked() {
        return compare != null || maxRegression != null;
    }

    @Override
    public int run(BenchmarkRequest request) {
        if (compare == null || compare.size() != 2) {
            throw request.wrong(
                    compare == null
                            ? "'--max-regression' needs '--compare=OLD.json NEW.json'"
                            : "'--compare' takes two results, OLD.json and NEW.json");
        }
        if (request.given() != null) {
            throw request.wrong("'--compare' reads two results, and " + request.given() + " is a third file");
        }
        if (maxRegression != null && !(maxRegression >= 0)) {
            throw request.wrong(
                    "Invalid value for option '--max-regression': '" + maxRegression + "' is not at least 0");
        }
        BenchmarkResult older = BenchmarkResultReader.read(compare.get(0));
        BenchmarkResult newer = BenchmarkResultReader.read(compare.get(1));
        ResultComparison comparison = ResultComparison.of(older, newer);
        print(older, newer, comparison, request.console());
        gate(comparison);
        return ExitCode.OK.number();
    }

    private static void print(
            BenchmarkResult older, BenchmarkResult newer, ResultComparison comparison, Console console) {
        Table table = new Table().row("model", "backend", "batch", "old ms", "new ms", "change", "verdict");
        comparison.changes().forEach(change -> row(table, change));
        table.printTo(console);
        comparison.onlyOld().forEach(model -> console.print("only in " + older.file() + ": " + model));
        comparison.onlyNew().forEach(model -> console.print("only in " + newer.file() + ": " + model));
        comparison.differences().forEach(difference -> console.print("differs: " + difference));
        for (BenchmarkResult result : List.of(older, newer)) {
            result.warnings().forEach(warning -> console.print("warning of " + result.file() + ": " + warning));
        }
        console.say("Change: " + comparison.method() + ".");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("old", older.file().toString());
        document.put("new", newer.file().toString());
        document.put(
                "changes",
                comparison.changes().stream().map(CompareResultsMode::json).toList());
        document.put("onlyOld", comparison.onlyOld());
        document.put("onlyNew", comparison.onlyNew());
        document.put("differences", comparison.differences());
        document.put("warningsOld", older.warnings());
        document.put("warningsNew", newer.warnings());
        document.put("method", comparison.method());
        console.document("octet.benchmark.comparison/1", document);
    }

    private static void row(Table table, ModelChange change) {
        table.row(
                change.name(),
                change.backend(),
                Long.toString(change.batch()),
                String.format(Locale.ROOT, "%.3f", change.oldMedianMillis()),
                String.format(Locale.ROOT, "%.3f", change.newMedianMillis()),
                change.text(),
                change.verdict().name().toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> json(ModelChange change) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", change.name());
        entry.put("backend", change.backend());
        entry.put("batch", change.batch());
        entry.put("oldMedianMillis", change.oldMedianMillis());
        entry.put("newMedianMillis", change.newMedianMillis());
        entry.put("ratio", change.ratio().toMap());
        entry.put("verdict", change.verdict().name().toLowerCase(Locale.ROOT));
        return entry;
    }

    private void gate(ResultComparison comparison) {
        if (maxRegression == null) {
            return;
        }
        List<String> broken = new ArrayList<>(comparison.changes().stream()
                .filter(change -> change.isRegressionAbove(maxRegression))
                .map(change -> change.name() + " (" + change.backend() + ", batch " + change.batch() + ") takes "
                        + change.text() + " more time")
                .toList());
        comparison.onlyOld().forEach(model -> broken.add(model + " was not measured again"));
        if (!broken.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.GATE_FAILED,
                    broken.stream().collect(Collectors.joining("; "))
                            + String.format(Locale.ROOT, ": --max-regression asks for at most %.1f %%.", maxRegression),
                    "Find what made it slower, or raise the gate.");
        }
    }
}
