package dev.octet.bindings.tensorrt;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.tensorrt.nvinfer.IInt8EntropyCalibrator;
import org.jspecify.annotations.Nullable;

/** TensorRT's IInt8EntropyCalibrator, answered by {@link CalibratorAnswers}. Loaded only where TensorRT has it. */
final class EntropyCallback extends IInt8EntropyCalibrator {

    private final transient CalibratorAnswers answers;

    EntropyCallback(CalibratorAnswers answers) {
        this.answers = answers;
    }

    @Override
    @SuppressWarnings("deprecation") // TensorRT 10 still asks
    public int getBatchSize() {
        return answers.batchSize();
    }

    @Override
    @SuppressWarnings("rawtypes") // as JavaCPP declares it
    public boolean getBatch(PointerPointer bindings, PointerPointer names, int count) {
        return answers.batch(bindings, names, count);
    }

    @Override
    public @Nullable Pointer readCalibrationCache(LongPointer length) {
        return answers.readCache(length);
    }

    @Override
    public void writeCalibrationCache(Pointer cache, long length) {
        answers.writeCache(cache, length);
    }
}
