package dev.octet.bindings.tensorrt;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** What TensorRT asks a calibrator, in Java's terms. Called on TensorRT's thread; nothing may be thrown. */
interface CalibratorDialogue {

    int batchSize();

    /**
     * The next batch.
     *
     * @param inputs the tensors wanted, in the order in which to answer
     * @return where each lies on the device, or null when there is no more
     */
    Pointer @Nullable [] nextBatch(List<String> inputs);

    /** The cache of an earlier calibration, or null. */
    byte @Nullable [] readCache();

    void writeCache(byte[] cache);
}
