package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.exchange.TensorRtCache;
import dev.octet.calibrator.exchange.TensorRtVersion;
import dev.octet.calibrator.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ranges that Octet chose, as the cache that the calibrator of the build reads. */
final class OctetRanges implements RangesText {

    private final byte[] text;

    /**
     * The ranges of a request.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when this TensorRT reads no cache
     */
    OctetRanges(CalibrationInput input, TensorRtVersion version) {
        this.text = new TensorRtCache(version, input.calibrator().algorithm(), input.scales())
                .withHeader(version, input.calibrator().algorithm())
                .toBytes();
    }

    @Override
    public Optional<byte[]> read() {
        return Optional.of(text.clone());
    }

    @Override
    public void write(byte[] cache) {
        // TensorRT may write what it read; it must not have found ranges of its own instead.
        Set<String> kept = lines(cache);
        List<String> lost =
                lines(text).stream().filter(line -> !kept.contains(line)).toList();
        if (!lost.isEmpty()) {
            throw new ToolkitException(
                    FailureKind.NATIVE_FAILURE,
                    "TensorRT did not keep the ranges that it was given: it changed " + lost.size()
                            + " lines, the first '" + lost.get(0) + "'.",
                    "Build a Q/DQ model instead, as 'octet quantize --target tensorrt' writes it.");
        }
    }

    private static Set<String> lines(byte[] cache) {
        return new LinkedHashSet<>(
                new String(cache, StandardCharsets.UTF_8).lines().toList());
    }

    @Override
    public Optional<String> sha256() {
        return Optional.of(Sha256.of(text));
    }
}
