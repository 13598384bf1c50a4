package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.exchange.TensorRtVersion;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.files.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of TensorRT's own calibrator, kept in a file or not. TensorRT passes over a cache of another version or
 * calibrator without a word and calibrates anew, so that is an error here.
 */
final class CacheFile implements RangesText {

    private final Optional<Path> file;
    private final CalibratorChoice calibrator;
    private final TensorRtVersion version;
    private volatile byte @Nullable [] ranges;

    /**
     * The cache of a build.
     *
     * @param file of the ranges, if they are kept
     * @param calibrator of the build
     * @param version of TensorRT that builds
     */
    CacheFile(Optional<Path> file, CalibratorChoice calibrator, TensorRtVersion version) {
        this.file = file;
        this.calibrator = calibrator;
        this.version = version;
    }

    @Override
    public Optional<byte[]> read() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Optional.empty();
        }
        TensorRtCache cache = TensorRtCache.at(file.get());
        requireFit(file.get(), cache);
        byte[] bytes = cache.toBytes();
        ranges = bytes;
        return Optional.of(bytes);
    }

    private void requireFit(Path cache, TensorRtCache content) {
        if (!content.version().equals(version) || content.algorithm() != calibrator.algorithm()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The calibration cache " + cache + " was made by "
                            + content.algorithm().headerName() + " of TensorRT " + content.version()
                            + "; this build has " + calibrator.algorithm().headerName() + " of TensorRT " + version
                            + ", which would pass over it.",
                    "Name another file, or write a fitting header with 'octet table convert --to tensorrt-cache"
                            + " --tensorrt-version " + version + "'.");
        }
    }

    @Override
    public void write(byte[] cache) {
        ranges = cache.clone();
        file.ifPresent(at -> AtomicFile.write(at, cache));
    }

    @Override
    public Optional<String> sha256() {
        return Optional.ofNullable(ranges).map(Sha256::of);
    }
}
