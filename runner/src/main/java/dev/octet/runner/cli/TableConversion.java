package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibratorDefaults;
import dev.octet.calibrator.exchange.CacheAlgorithm;
import dev.octet.calibrator.exchange.CalibrationMethod;
import dev.octet.calibrator.exchange.OnnxRuntimeRanges;
import dev.octet.calibrator.exchange.RangeFile;
import dev.octet.calibrator.exchange.Renames;
import dev.octet.calibrator.exchange.TableRanges;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.exchange.TensorRtVersion;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file is turned into another format with.
 *
 * @param input its path, for messages
 * @param content what it holds
 * @param estimator chooses, from a table
 * @param model adds ranges that follow from a table's
 * @param renames texts {@code OLD=NEW}
 */
record TableConversion(
        Path input, RangeFile content, RangeEstimator estimator, Optional<OnnxModel> model, List<String> renames) {

    TableConversion {
        if (model.isPresent() && !(content instanceof TableRanges)) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "'--model' adds ranges that follow from a calibration table; " + input + " is a file of the format "
                            + content.format().id() + ".",
                    "Leave '--model' out, or convert the table that the file was made from.");
        }
    }

    TensorRtCache toCache(Optional<TensorRtVersion> version, Optional<CacheAlgorithm> algorithm) {
        if (content instanceof TensorRtCache cache) {
            return cache.renamed(Renames.parse(renames, cache.tensors()))
                    .withHeader(version.orElse(cache.version()), algorithm.orElse(cache.algorithm()));
        }
        return TensorRtCache.of(
                version.orElse(CalibratorDefaults.TENSORRT_VERSION),
                algorithm.orElse(CalibratorDefaults.CACHE_ALGORITHM),
                ranges(Symmetry.SYMMETRIC));
    }

    OnnxRuntimeRanges toOnnxRuntime() {
        CalibrationMethod method = CalibrationMethod.ofEstimator(estimator.name());
        if (content instanceof TensorRtCache cache) {
            method = CalibrationMethod.ofCache(cache.algorithm());
        } else if (content instanceof OnnxRuntimeRanges ranges) {
            method = ranges.method();
        }
        return OnnxRuntimeRanges.of(method, ranges(Symmetry.AFFINE));
    }

    /** The failure of a conversion to a table. */
    ToolkitException noTable() {
        return content instanceof TableRanges
                ? new ToolkitException(
                        FailureKind.USAGE,
                        "File " + input + " is a calibration table already.",
                        "Copy it; its tensors keep the names that they have in its model.")
                : new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        "No calibration table can be made of " + input + ": the format "
                                + content.format().id()
                                + " holds one range for each tensor, a table its histogram, its counts and the hash of "
                                + "its model.",
                        "Make the table with 'octet calibrate'.");
    }

    /** Tensors that have no range because no value was finite. */
    List<String> leftOut() {
        return content instanceof TableRanges table && model.isEmpty() ? table.withoutRange() : List.of();
    }

    private Map<String, ActivationRange> ranges(Symmetry symmetry) {
        Map<String, ActivationRange> ranges = model.isPresent() && content instanceof TableRanges table
                ? Calibration.of(table.table()).ranges(model.get(), estimator, symmetry)
                : content.ranges(estimator, symmetry);
        return Renames.parse(renames, ranges.keySet()).apply(ranges);
    }
}
