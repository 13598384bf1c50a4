package dev.octet.runner.cli;

import dev.octet.calibrator.exchange.CacheAlgorithm;
import dev.octet.calibrator.exchange.OnnxRuntimeRanges;
import dev.octet.calibrator.exchange.RangeFile;
import dev.octet.calibrator.exchange.RangeFormat;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.exchange.TensorRtVersion;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.range.RangeEstimator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet table convert}: the ranges of a file in another format, with another header or other names. */
@Command(
        name = "convert",
        description =
                "Write the ranges of a file in another format, tensorrt-cache or onnxruntime-ranges, under another header or"
                        + " other names.",
        mixinStandardHelpOptions = true)
final class TableConvertCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Calibration table, TensorRT cache or ONNX Runtime ranges.")
    private Path input;

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            required = true,
            description = "What to write, one of the forms that the command names.")
    private String to;

    @Option(
            names = "--tensorrt-version",
            paramLabel = "X.Y.Z",
            description = "TensorRT that will read the cache (default: that of a cache, else 10.15.1).")
    @Nullable
    private String version;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description =
                    "Calibrator that the cache names: entropy2 or minmax (default: that of a cache, else entropy2).")
    @Nullable
    private String algorithm;

    @Option(names = "--rename", paramLabel = "OLD=NEW", description = "Give a tensor another name; may be repeated.")
    private List<String> renames = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "File to write.")
    private Path file;

    @Mixin
    private RangeModel model;

    @Mixin
    private RangeChoice range;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RangeFormat format = RangeFormat.named(to)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Invalid value for option '--to': '" + to
                                + "' is not one of tensorrt-cache, onnxruntime-ranges"));
        if (format != RangeFormat.TENSORRT_CACHE && (version != null || algorithm != null)) {
            throw new ParameterException(
                    spec.commandLine(), "'--tensorrt-version' and '--algorithm' need '--to=tensorrt-cache'");
        }
        Optional<TensorRtVersion> wanted = Optional.ofNullable(version).map(TensorRtVersion::parse);
        Optional<CacheAlgorithm> calibrator = Optional.ofNullable(algorithm).map(CacheAlgorithm::named);
        AtomicFile.requireWritable(file);
        RangeFile content = RangeFile.at(input);
        RangeEstimator estimator = range.estimator(List.of(content));
        Optional<OnnxModel> of = model.model();
        TableConversion conversion = new TableConversion(input, content, estimator, of, renames);
        RangeFile written = switch (format) {
            case OCTET_TABLE -> throw conversion.noTable();
            case TENSORRT_CACHE -> {
                TensorRtCache cache = conversion.toCache(wanted, calibrator);
                cache.writeTo(file);
                yield cache;
            }
            case ONNXRUNTIME_RANGES -> {
                OnnxRuntimeRanges ranges = conversion.toOnnxRuntime();
                ranges.writeTo(file);
                yield ranges;
            }
        };
        report(conversion, written, wanted.isEmpty(), output.console());
        return ExitCode.OK.number();
    }

    private void report(TableConversion conversion, RangeFile written, boolean versionChosen, Console console) {
        boolean fromTable = conversion.content().format() == RangeFormat.OCTET_TABLE;
        if (written instanceof TensorRtCache cache
                && versionChosen
                && conversion.content().format() != RangeFormat.TENSORRT_CACHE) {
            console.say("The cache is for TensorRT " + cache.version() + ", as no --tensorrt-version was given; "
                    + "another one would pass over it.");
        }
        if (fromTable && conversion.model().isEmpty()) {
            console.say("Observed tensors only; --model MODEL adds those whose ranges follow from them, such as what "
                    + "Concat and MaxPool make.");
        }
        conversion
                .leftOut()
                .forEach(name -> console.say("Left out: " + name + ", it had no finite value in calibration."));
        String choice = fromTable ? ", range " + conversion.estimator().name() : "";
        console.print(file + ": " + written.format().title() + ", "
                + written.tensors().size() + " tensors" + choice);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("input", input.toString());
        document.put("output", file.toString());
        document.putAll(TableShowCommand.about(written, conversion.estimator()));
        if (fromTable) {
            document.put("rangeChoice", conversion.estimator().name());
        }
        document.put("tensors", written.tensors().size());
        document.put("leftOut", conversion.leftOut());
        console.document("octet.table.convert/1", document);
        console.suggest("octet table validate " + file + " --model MODEL");
    }
}
