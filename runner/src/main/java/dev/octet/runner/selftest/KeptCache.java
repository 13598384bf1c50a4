package dev.octet.runner.selftest;

import dev.octet.bindings.tensorrt.CalibrationCache;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A calibration cache in memory: what TensorRT is given, and what it writes. */
final class KeptCache implements CalibrationCache {

    private final byte @Nullable [] given;
    private byte @Nullable [] written;

    KeptCache(byte @Nullable [] given) {
        this.given = given == null ? null : given.clone();
    }

    @Override
    public Optional<byte[]> read() {
        return Optional.ofNullable(given).map(byte[]::clone);
    }

    @Override
    public synchronized void write(byte[] cache) {
        written = cache.clone();
    }

    /** Lines of what TensorRT wrote; none when it wrote nothing. */
    synchronized String[] lines() {
        return written == null ? new String[0] : new String(written, StandardCharsets.UTF_8).split("\n");
    }
}
