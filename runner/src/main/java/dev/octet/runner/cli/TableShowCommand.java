package dev.octet.runner.cli;

import dev.octet.calibrator.exchange.OnnxRuntimeRanges;
import dev.octet.calibrator.exchange.RangeFile;
import dev.octet.calibrator.exchange.TableRanges;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.calibrator.table.Provenance;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet table show}: the tensors of a file. */
@Command(
        name = "show",
        description = "List the tensors of a table, cache or ranges file.",
        mixinStandardHelpOptions = true)
final class TableShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Calibration table, TensorRT cache or ONNX Runtime ranges.")
    private Path file;

    @Option(
            names = "--match",
            paramLabel = "REGEX",
            description = "List only the tensors in whose names this is found.")
    @Nullable
    private String match;

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            defaultValue = "file",
            description = "Sort by file, name, width, magnitude or nonfinite (default: file, its own order).")
    private TensorOrder order;

    @Mixin
    private RangeChoice range;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Pattern pattern = pattern();
        RangeFile content = RangeFile.at(file);
        RangeEstimator estimator = range.estimator(List.of(content));
        List<TensorLine> all = TensorLine.of(content, content.ranges(estimator, Symmetry.AFFINE));
        List<TensorLine> lines = order.sort(
                all.stream().filter(line -> pattern.matcher(line.name()).find()).toList());
        Console console = output.console();
        console.print(title(content, estimator));
        Table table = new Table().row(TensorLine.columns(content));
        lines.forEach(line -> table.row(line.cells()));
        table.printTo(console);
        if (lines.size() < all.size()) {
            console.print(lines.size() + " of " + all.size() + " tensors");
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", file.toString());
        document.putAll(about(content, estimator));
        document.put("tensorsInFile", all.size());
        document.put("tensors", lines.stream().map(TensorLine::json).toList());
        console.document("octet.table.show/1", document);
        return ExitCode.OK.number();
    }

    private Pattern pattern() {
        try {
            return Pattern.compile(match == null ? "" : match);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--match': '" + match + "' is not a regular expression ("
                            + e.getDescription() + ")");
        }
    }

    private String title(RangeFile content, RangeEstimator estimator) {
        String name = file + ": " + content.format().title() + ", "
                + content.tensors().size() + " tensors, ";
        if (content instanceof TableRanges ranges) {
            Provenance from = ranges.table().provenance();
            return name + "model " + from.modelName() + ", " + from.images().images() + " images, range "
                    + estimator.name();
        }
        return content instanceof TensorRtCache cache
                ? name + "TensorRT " + cache.version() + ", "
                        + cache.algorithm().headerName()
                : name + "method " + ((OnnxRuntimeRanges) content).method().pythonName();
    }

    /** What a file says of itself, for JSON. */
    static Map<String, Object> about(RangeFile content, RangeEstimator estimator) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("format", content.format().id());
        if (content instanceof TableRanges ranges) {
            Provenance from = ranges.table().provenance();
            about.put("model", from.modelName());
            about.put("modelSha256", from.modelSha256());
            about.put("images", from.images().images());
            about.put("rangeChoice", estimator.name());
        } else if (content instanceof TensorRtCache cache) {
            about.put("tensorrtVersion", cache.version().toString());
            about.put("algorithm", cache.algorithm().headerName());
        } else if (content instanceof OnnxRuntimeRanges ranges) {
            about.put("method", ranges.method().pythonName());
        }
        return about;
    }
}
