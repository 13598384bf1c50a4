package dev.octet.bindings.tensorrt;

import java.nio.ByteBuffer;
import java.util.Map;

/** The images of a calibration, batch after batch, as the bytes of the network's inputs. */
public interface CalibrationBatches {

    /** Items of each batch; the first axis of every input. */
    int batchSize();

    /** Bytes of a batch, by input. */
    Map<String, Integer> inputBytes();

    /**
     * Writes the next batch. Called by one thread at a time, not the one that builds, and never after it said false.
     *
     * @param into a buffer for each input, of the size of {@link #inputBytes()}, in native order
     * @return false when there is no further whole batch
     */
    boolean next(Map<String, ByteBuffer> into);

    /** No batches: for a calibrator that only hands over a cache. */
    static CalibrationBatches none(int batchSize) {
        return new CalibrationBatches() {
            @Override
            public int batchSize() {
                return batchSize;
            }

            @Override
            public Map<String, Integer> inputBytes() {
                return Map.of();
            }

            @Override
            public boolean next(Map<String, ByteBuffer> into) {
                return false;
            }
        };
    }
}
