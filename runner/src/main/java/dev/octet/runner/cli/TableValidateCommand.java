package dev.octet.runner.cli;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibratorDefaults;
import dev.octet.calibrator.exchange.ModelMatch;
import dev.octet.calibrator.exchange.RangeFile;
import dev.octet.calibrator.exchange.TableRanges;
import dev.octet.calibrator.exchange.TensorRtCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code octet table validate}: whether a file can be used. */
@Command(
        name = "validate",
        description = "Check that a file is whole, its ranges are sound and, with a model, that it is made for it.",
        mixinStandardHelpOptions = true)
final class TableValidateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Calibration table, TensorRT cache or ONNX Runtime ranges.")
    private Path file;

    @Mixin
    private RangeModel model;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        RangeFile content = RangeFile.at(file);
        if (content instanceof TableRanges table) {
            table.requireSound(file);
        }
        Optional<ModelMatch> match = model.model().map(of -> ModelMatch.require(content, file, of));
        List<String> warnings = warnings(content, match);
        Console console = output.console();
        console.print(file + ": valid " + content.format().title() + ", "
                + content.tensors().size() + " tensors"
                + match.map(m -> ", " + (m.wanted().size() - m.missing().size()) + " of the "
                                + m.wanted().size() + " that INT8 layers read")
                        .orElse(""));
        warnings.forEach(warning -> console.print("Warning: " + warning));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", file.toString());
        document.putAll(TableShowCommand.about(content, CalibratorDefaults.RANGE_ESTIMATOR));
        document.remove("rangeChoice");
        document.put("valid", true);
        document.put("tensors", content.tensors().size());
        match.ifPresent(m -> {
            document.put("wanted", m.wanted().size());
            document.put("missing", m.missing());
        });
        document.put("warnings", warnings);
        console.document("octet.table.validate/1", document);
        return ExitCode.OK.number();
    }

    private static List<String> warnings(RangeFile content, Optional<ModelMatch> match) {
        List<String> warnings = new ArrayList<>();
        if (content instanceof TableRanges ranges) {
            warnings.addAll(Calibration.of(ranges.table()).warnings());
        }
        if (content instanceof TensorRtCache cache && !cache.version().readsCaches()) {
            warnings.add("TensorRT " + cache.version() + " reads no calibration cache.");
        }
        match.map(ModelMatch::missing)
                .filter(missing -> !missing.isEmpty())
                .ifPresent(missing -> warnings.add(
                        "No range for " + String.join(", ", missing) + ": layers that read them stay in float."));
        return warnings;
    }
}
