package dev.octet.calibrator;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Consecutive samples of another source, stacked along the first axis of every input. */
final class BatchedSource implements CalibrationSource {

    /** Key of the batch in {@link SourceIdentity#preprocessing()}; absent for single items. */
    static final String BATCH = "batch";

    private final CalibrationSource items;
    private final int batch;

    BatchedSource(CalibrationSource items, int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch " + batch + " must be at least 1");
        }
        this.items = items;
        this.batch = batch;
    }

    @Override
    public Optional<Sample> next() {
        List<Sample> taken = new ArrayList<>();
        try {
            Optional<Sample> next = items.next();
            while (next.isPresent()) {
                taken.add(next.get());
                next = taken.size() < batch ? items.next() : Optional.empty();
            }
            return taken.isEmpty() ? Optional.empty() : Optional.of(stacked(taken));
        } finally {
            taken.forEach(Sample::close);
        }
    }

    private static Sample stacked(List<Sample> samples) {
        Map<String, FloatTensor> inputs = new LinkedHashMap<>();
        for (String name : samples.get(0).inputs().keySet()) {
            inputs.put(name, stack(name, samples));
        }
        int count = samples.stream().mapToInt(Sample::items).sum();
        return new Sample() {
            @Override
            public Map<String, FloatTensor> inputs() {
                return inputs;
            }

            @Override
            public int items() {
                return count;
            }

            @Override
            public void close() {}
        };
    }

    private static FloatTensor stack(String name, List<Sample> samples) {
        List<Long> inner = null;
        long rows = 0;
        List<FloatTensor> parts = new ArrayList<>();
        for (Sample sample : samples) {
            FloatTensor part = sample.inputs().get(name);
            List<Long> shape = part == null ? List.of() : part.shape().dimensions();
            if (part == null || shape.isEmpty()) {
                throw unstackable(name, part == null ? "one has no such tensor" : "one is a scalar");
            }
            List<Long> rest = shape.subList(1, shape.size());
            if (inner != null && !inner.equals(rest)) {
                throw unstackable(name, "shapes " + parts.get(0).shape() + " and " + part.shape());
            }
            inner = rest;
            rows += shape.get(0);
            parts.add(part);
        }
        List<Long> dimensions = new ArrayList<>(List.of(rows));
        dimensions.addAll(inner == null ? List.of() : inner);
        TensorShape shape = new TensorShape(dimensions);
        FloatBuffer values = ByteBuffer.allocateDirect(
                        Math.toIntExact(Math.multiplyExact(shape.elementCount(), Float.BYTES)))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        parts.forEach(part -> values.put(part.values().duplicate().rewind()));
        return new FloatTensor(shape, values.rewind(), parts.get(0).asBytes());
    }

    private static ToolkitException unstackable(String input, String seen) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "Calibration samples cannot be stacked into a batch at input " + input + ": " + seen + ".",
                "Give every sample the same inputs in the same shape, or calibrate without batches.");
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public SourceIdentity identity() {
        SourceIdentity identity = items.identity();
        if (batch == 1) {
            return identity;
        }
        Map<String, String> preprocessing = new TreeMap<>(identity.preprocessing());
        preprocessing.put(BATCH, Integer.toString(batch));
        return new SourceIdentity(identity.images(), preprocessing);
    }

    @Override
    public void close() {
        items.close();
    }
}
