package dev.octet.runner.cli;

import dev.octet.calibrator.exchange.RangeComparison;
import dev.octet.calibrator.exchange.RangeDifference;
import dev.octet.calibrator.exchange.RangeFile;
import dev.octet.calibrator.exchange.RangeFormat;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet table diff}: the ranges of two files. */
@Command(
        name = "diff",
        description = "Compare the ranges of two files, of one format or two; the worst tensor first.",
        mixinStandardHelpOptions = true)
final class TableDiffCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "Calibration table, TensorRT cache or ONNX Runtime ranges.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private Path second;

    @Option(
            names = "--max-ratio",
            paramLabel = "R",
            description = "Fail with exit code 3 when a tensor's ranges differ by more than this factor.")
    @Nullable
    private Double maxRatio;

    @Mixin
    private RangeChoice range;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (maxRatio != null && !(maxRatio >= 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--max-ratio': " + maxRatio + " is below 1, the ratio of equal ranges");
        }
        RangeFile a = RangeFile.at(first);
        RangeFile b = RangeFile.at(second);
        RangeEstimator estimator = range.estimator(List.of(a, b));
        Symmetry symmetry = isCache(a) || isCache(b) ? Symmetry.SYMMETRIC : Symmetry.AFFINE;
        RangeComparison comparison = RangeComparison.of(a.ranges(estimator, symmetry), b.ranges(estimator, symmetry));
        Console console = output.console();
        print(comparison, symmetry, console);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("a", about(first, a, estimator));
        document.put("b", about(second, b, estimator));
        document.put("symmetric", symmetry == Symmetry.SYMMETRIC);
        document.put("onlyInA", comparison.onlyInFirst());
        document.put("onlyInB", comparison.onlyInSecond());
        document.put(
                "tensors",
                comparison.differences().stream().map(TableDiffCommand::json).toList());
        console.document("octet.table.diff/1", document);
        gate(comparison);
        return ExitCode.OK.number();
    }

    private static boolean isCache(RangeFile file) {
        return file.format() == RangeFormat.TENSORRT_CACHE;
    }

    private void print(RangeComparison comparison, Symmetry symmetry, Console console) {
        List<RangeDifference> different =
                comparison.differences().stream().filter(d -> d.ratio() != 1).toList();
        console.print(comparison.differences().size() + " tensors in both, " + different.size()
                + " with different ranges" + (symmetry == Symmetry.SYMMETRIC ? " (compared as symmetric)" : ""));
        if (!different.isEmpty()) {
            Table table = new Table().row("tensor", "ratio", "A from", "to", "B from", "to");
            different.forEach(d -> table.row(
                    d.tensor(),
                    String.format(Locale.ROOT, "%.4f", d.ratio()),
                    TensorLine.number(d.first().min()),
                    TensorLine.number(d.first().max()),
                    TensorLine.number(d.second().min()),
                    TensorLine.number(d.second().max())));
            table.printTo(console);
        }
        comparison.onlyInFirst().forEach(name -> console.print("only in A: " + name));
        comparison.onlyInSecond().forEach(name -> console.print("only in B: " + name));
    }

    private static Map<String, Object> about(Path path, RangeFile content, RangeEstimator estimator) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("file", path.toString());
        about.putAll(TableShowCommand.about(content, estimator));
        return about;
    }

    private static Map<String, Object> json(RangeDifference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", difference.tensor());
        // JSON has no infinity: ranges that have only zero in common have no ratio.
        json.put("ratio", Double.isInfinite(difference.ratio()) ? null : difference.ratio());
        json.put("a", ends(difference.first()));
        json.put("b", ends(difference.second()));
        return json;
    }

    private static List<Float> ends(ActivationRange range) {
        return List.of(range.min(), range.max());
    }

    private void gate(RangeComparison comparison) {
        if (maxRatio == null) {
            return;
        }
        if (comparison.differences().isEmpty()) {
            throw Gate.nothingToMeasure("No tensor is in both files, --max-ratio has nothing to look at.");
        }
        RangeDifference worst = comparison.differences().get(0);
        Gate.atMost(
                "ratio of the ranges of tensor '" + worst.tensor() + "'",
                worst.ratio(),
                maxRatio,
                "--max-ratio",
                "Find out what differs between the two calibrations, or raise the gate.");
    }
}
