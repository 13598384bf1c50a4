package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.CalibratorDefaults;
import dev.octet.calibrator.exchange.RangeFile;
import dev.octet.calibrator.exchange.RangeFormat;
import dev.octet.calibrator.range.RangeEstimator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How ranges are chosen from tables; files that hold ranges only leave no choice. */
final class RangeChoice {

    @Option(
            names = "--range",
            paramLabel = "NAME",
            description = "How ranges are chosen: auto, minmax, percentile[:P], entropy, mse or sqnr (default: auto).")
    @Nullable
    private String range;

    /** The estimator for the tables among the files; an estimator that was named needs one. */
    RangeEstimator estimator(List<RangeFile> files) {
        if (range == null) {
            return CalibratorDefaults.RANGE_ESTIMATOR;
        }
        RangeEstimator named = RangeOption.named(range);
        if (files.stream().noneMatch(file -> file.format() == RangeFormat.OCTET_TABLE)) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "'--range " + range + "' has nothing to choose from: a " + RangeFormat.TENSORRT_CACHE.title()
                            + " or " + RangeFormat.ONNXRUNTIME_RANGES.title()
                            + " holds one range for each tensor, chosen when it was written.",
                    "Leave '--range' out, or name a calibration table.");
        }
        return named;
    }
}
