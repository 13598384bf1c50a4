package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensorrt.CalibrationBatches;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calibration data as the batches of TensorRT's own calibrators: whole ones only, for an engine calibrates at one size;
 * what is left over at the end is not given.
 */
final class SourceBatches implements CalibrationBatches {

    private final CalibrationSource batches;
    private final int batch;
    private final Map<String, List<Long>> shapes;
    private final Map<String, Boolean> asBytes;
    private final ProgressListener progress;
    private int given;

    /**
     * The batches of a source.
     *
     * @param batches gives {@code batch} items at a time
     * @param batch the first size of every input
     * @param shapes of the inputs, by name, all sizes known
     * @param asBytes whether an input is uint8, by name; else it is float32
     * @param progress told after each batch
     */
    SourceBatches(
            CalibrationSource batches,
            int batch,
            Map<String, List<Long>> shapes,
            Map<String, Boolean> asBytes,
            ProgressListener progress) {
        this.batches = batches;
        this.batch = batch;
        this.shapes = new LinkedHashMap<>(shapes);
        this.asBytes = Map.copyOf(asBytes);
        this.progress = progress;
        if (batches.size() < batch) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There are " + batches.size() + " images, not enough for one batch of " + batch + ".",
                    "Give more images, or make the engine for a smaller batch with --opt-shapes.");
        }
    }

    @Override
    public int batchSize() {
        return batch;
    }

    /** How many whole batches there are when every image can be read. */
    int expected() {
        return batches.size() / batch;
    }

    @Override
    public Map<String, Integer> inputBytes() {
        Map<String, Integer> bytes = new LinkedHashMap<>();
        shapes.forEach((input, shape) -> {
            long elements = shape.stream().reduce(1L, Math::multiplyExact);
            bytes.put(input, Math.toIntExact(Math.multiplyExact(elements, isBytes(input) ? 1 : Float.BYTES)));
        });
        return bytes;
    }

    private boolean isBytes(String input) {
        return asBytes.getOrDefault(input, false);
    }

    @Override
    public boolean next(Map<String, ByteBuffer> into) {
        Optional<CalibrationSource.Sample> next = batches.next();
        if (next.isEmpty()) {
            return false;
        }
        try (CalibrationSource.Sample sample = next.get()) {
            if (sample.items() < batch) {
                return false;
            }
            into.forEach((input, buffer) -> copy(input, sample.inputs().get(input), buffer));
        }
        given++;
        progress.advanced(given, Math.max(given, expected()));
        return true;
    }

    private void copy(String input, @org.jspecify.annotations.Nullable FloatTensor tensor, ByteBuffer into) {
        if (tensor == null || !tensor.shape().dimensions().equals(shapes.get(input))) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The calibration data give input '" + input + "' "
                            + (tensor == null ? "nothing" : "the shape " + tensor.shape()) + ", the engine is made for "
                            + shapes.get(input) + ".",
                    "Give the sizes of the images to --opt-shapes.");
        }
        FloatBuffer values = tensor.values();
        if (isBytes(input)) {
            int count = values.limit();
            for (int i = 0; i < count; i++) {
                into.put(i, (byte) Math.round(values.get(i)));
            }
        } else {
            into.order(ByteOrder.nativeOrder()).asFloatBuffer().put(0, values, 0, values.limit());
        }
    }
}
