package dev.octet.calibrator.exchange;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.Symmetry;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The tensor ranges of {@code onnxruntime.quantization}, as its {@code write_calibration_table} and
 * {@code save_tensors_data} write them. What is written here is read by {@code load_tensors_data} and by
 * {@code quantize_static(calibration_cache_path=...)}.
 *
 * @param method how the ranges were found, in ONNX Runtime's words
 * @param byTensor lowest and highest value of each tensor; other statistics in a file are left out
 */
public record OnnxRuntimeRanges(CalibrationMethod method, Map<String, ActivationRange> byTensor) implements RangeFile {

    public OnnxRuntimeRanges {
        byTensor = Collections.unmodifiableMap(new LinkedHashMap<>(byTensor));
        byTensor.forEach((name, range) -> {
            if (!isSound(range)) {
                throw new IllegalArgumentException("byTensor has '" + name + "' with " + range);
            }
        });
    }

    /**
     * Reads and checks a file.
     *
     * @throws ToolkitException {@code BAD_INPUT} when it cannot be read or holds ranges that nothing could compute with
     */
    public static OnnxRuntimeRanges at(Path file) {
        return OnnxRuntimeJson.parse(FileText.read(file, RangeFormat.ONNXRUNTIME_RANGES), file);
    }

    /**
     * A file of ranges.
     *
     * @throws ToolkitException {@code BAD_INPUT} when there is none, or nothing could compute with one
     */
    public static OnnxRuntimeRanges of(CalibrationMethod method, Map<String, ActivationRange> ranges) {
        Problems.requireAny(ranges);
        ranges.forEach((name, range) -> {
            if (!isSound(range)) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "Tensor " + FileText.quoted(name) + " has the range [" + range.min() + ", " + range.max()
                                + "]; expected a magnitude of at most " + SoundScale.GREATEST_VALUE + ".",
                        "Check the model and the calibration images: no working network has such values.");
            }
        });
        return new OnnxRuntimeRanges(method, ranges);
    }

    /** The same with some tensors under other names. */
    public OnnxRuntimeRanges renamed(Renames renames) {
        return new OnnxRuntimeRanges(method, renames.apply(byTensor));
    }

    /** Writes the file, whole or not at all. */
    public void writeTo(Path file) {
        AtomicFile.write(file, toBytes());
    }

    /** The file's content: UTF-8 JSON, one tensor a line. */
    public byte[] toBytes() {
        return OnnxRuntimeJson.write(this);
    }

    @Override
    public RangeFormat format() {
        return RangeFormat.ONNXRUNTIME_RANGES;
    }

    @Override
    public Set<String> tensors() {
        return byTensor.keySet();
    }

    @Override
    public Map<String, ActivationRange> ranges(RangeEstimator estimator, Symmetry symmetry) {
        if (symmetry == Symmetry.AFFINE) {
            return byTensor;
        }
        Map<String, ActivationRange> symmetric = new LinkedHashMap<>();
        byTensor.forEach((name, range) -> symmetric.put(name, ActivationRange.symmetric(range.absoluteMaximum())));
        return symmetric;
    }

    static boolean isSound(ActivationRange range) {
        return range.absoluteMaximum() <= SoundScale.GREATEST_VALUE;
    }
}
