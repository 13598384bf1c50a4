package dev.octet.bindings.tensorrt;

import java.util.Optional;

/** Where the ranges of a calibration are kept, in TensorRT's text form. */
public interface CalibrationCache {

    /** The ranges of an earlier calibration; with them TensorRT asks for no batches. */
    Optional<byte[]> read();

    /** Keeps the ranges that TensorRT found. */
    void write(byte[] cache);

    /** Keeps nothing. */
    static CalibrationCache none() {
        return new CalibrationCache() {
            @Override
            public Optional<byte[]> read() {
                return Optional.empty();
            }

            @Override
            public void write(byte[] cache) {
                // Nothing is kept.
            }
        };
    }
}
