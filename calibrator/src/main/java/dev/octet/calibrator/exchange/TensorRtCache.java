package dev.octet.calibrator.exchange;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.range.RangeEstimator;
import dev.octet.calibrator.scheme.ActivationRange;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.QuantizationScheme;
import dev.octet.calibrator.scheme.Symmetry;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A calibration cache of TensorRT: what its implicit quantization, up to TensorRT 10, reads in place of calibrating.
 *
 * @param version the TensorRT that made it or is to read it; another passes over it
 * @param algorithm the calibrator that made it or stands in the build
 * @param scales the step of the symmetric int8 grid of each tensor: largest magnitude / 127
 */
public record TensorRtCache(TensorRtVersion version, CacheAlgorithm algorithm, Map<String, Float> scales)
        implements RangeFile {

    public TensorRtCache {
        scales = Collections.unmodifiableMap(new LinkedHashMap<>(scales));
        scales.forEach((name, scale) -> {
            if (!isWritable(name) || !SoundScale.isSound(scale)) {
                throw new IllegalArgumentException("scales has '" + name + "' with " + scale + ", "
                        + SoundScale.EXPECTED + " and a name of one line");
            }
        });
    }

    /**
     * Reads and checks a cache.
     *
     * @throws ToolkitException {@code BAD_INPUT} when it cannot be read or has lines, scales or a header that TensorRT
     *     could not use
     */
    public static TensorRtCache at(Path file) {
        return CacheFormat.parse(FileText.read(file, RangeFormat.TENSORRT_CACHE), file);
    }

    /**
     * A cache of ranges. The scale is that of the tensor's Q/DQ pair for TensorRT: {@code amax / 127}, 1 for a range of
     * just zero; a smaller one than 1e-18 is raised to it.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when this TensorRT reads no cache, {@code BAD_INPUT} when a range or a
     *     name does not fit into one
     */
    public static TensorRtCache of(
            TensorRtVersion version, CacheAlgorithm algorithm, Map<String, ActivationRange> ranges) {
        requireReader(version);
        Problems.requireAny(ranges);
        QuantizationScheme scheme = new QuantizationScheme(Symmetry.SYMMETRIC, IntegerFormat.INT8);
        Map<String, Float> scales = new LinkedHashMap<>();
        ranges.forEach((name, range) -> {
            requireWritable(name);
            float scale = scheme.parametersFor(range).scale();
            if (scale > SoundScale.GREATEST) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "Tensor " + FileText.quoted(name) + " has the range [" + range.min() + ", " + range.max()
                                + "], which gives the scale " + scale + "; " + SoundScale.EXPECTED + ".",
                        "Check the model and the calibration images: no working network has such values.");
            }
            scales.put(name, Math.max(SoundScale.LEAST, scale));
        });
        return new TensorRtCache(version, algorithm, scales);
    }

    /**
     * The same scales under another header.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when this TensorRT reads no cache
     */
    public TensorRtCache withHeader(TensorRtVersion version, CacheAlgorithm algorithm) {
        requireReader(version);
        return new TensorRtCache(version, algorithm, scales);
    }

    /**
     * The same with some tensors under other names.
     *
     * @throws ToolkitException {@code BAD_INPUT} when a cache cannot hold a name
     */
    public TensorRtCache renamed(Renames renames) {
        Map<String, Float> renamed = renames.apply(scales);
        renamed.keySet().forEach(TensorRtCache::requireWritable);
        return new TensorRtCache(version, algorithm, renamed);
    }

    /** Writes the cache, whole or not at all. */
    public void writeTo(Path file) {
        AtomicFile.write(file, toBytes());
    }

    /** The file's content. */
    public byte[] toBytes() {
        return CacheFormat.write(this);
    }

    @Override
    public RangeFormat format() {
        return RangeFormat.TENSORRT_CACHE;
    }

    @Override
    public Set<String> tensors() {
        return scales.keySet();
    }

    @Override
    public Map<String, ActivationRange> ranges(RangeEstimator estimator, Symmetry symmetry) {
        Map<String, ActivationRange> ranges = new LinkedHashMap<>();
        scales.forEach((name, scale) -> ranges.put(name, ActivationRange.symmetric(SoundScale.STEPS * scale)));
        return ranges;
    }

    private static void requireReader(TensorRtVersion version) {
        if (!version.readsCaches()) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "TensorRT " + version + " reads no calibration cache: TensorRT 10 is the last that does.",
                    "Use 'octet quantize --target tensorrt': TensorRT 10 and 11 build its model as it is.");
        }
    }

    private static void requireWritable(String name) {
        if (!isWritable(name)) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Tensor name " + FileText.quoted(name) + " does not fit into a TensorRT cache: it "
                            + (name.isEmpty() ? "is empty." : "has a line break."),
                    "Rename the tensor, in the model too.");
        }
    }

    private static boolean isWritable(String name) {
        return !name.isEmpty() && name.indexOf('\n') < 0 && name.indexOf('\r') < 0;
    }
}
