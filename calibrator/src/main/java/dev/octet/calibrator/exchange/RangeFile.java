package dev.octet.calibrator.exchange;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.calibrator.table.CalibrationTable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The content of a file that holds a range for each tensor. */
public sealed interface RangeFile permits TableRanges, TensorRtCache, OnnxRuntimeRanges {

    /**
     * Reads a file of any of the formats, recognised by its content.
     *
     * @throws ToolkitException {@code BAD_INPUT} when it cannot be read, is of no known format or not valid in its own;
     *     {@code INTEGRITY} when it is a table that was cut short or changed
     */
    static RangeFile at(Path file) {
        String head = FileText.head(file);
        if (head.startsWith("{\"schema\":\"octet.")) {
            return new TableRanges(CalibrationTable.at(file));
        }
        if (head.startsWith(CacheFormat.PREFIX)) {
            return TensorRtCache.at(file);
        }
        if (head.stripLeading().startsWith("{")) {
            return OnnxRuntimeRanges.at(file);
        }
        throw new ToolkitException(
                FailureKind.BAD_INPUT,
                "File " + file + " is no calibration table, TensorRT cache or ONNX Runtime ranges file: "
                        + (head.isEmpty() ? "it is empty." : "it starts with neither '{' nor 'TRT-'."),
                "Name a file that 'octet calibrate', TensorRT or onnxruntime.quantization wrote.");
    }

    /** The format of the file. */
    RangeFormat format();

    /** Names of all tensors, in the order of the file. */
    Set<String> tensors();

    /**
     * The range of each tensor, in the order of the file; tensors without a finite value have none.
     *
     * @param estimator chooses where the file holds statistics; elsewhere the choice was made when it was written
     * @param symmetry where the integers' grid will lie; a cache holds symmetric ranges only
     */
    Map<String, ActivationRange> ranges(RangeEstimator estimator, Symmetry symmetry);
}
