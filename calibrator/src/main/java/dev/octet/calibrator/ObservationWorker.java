package dev.octet.calibrator;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.observe.ObservationScratch;
import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thread's part of a calibration: runs samples through the shared session into memory of its own and observes what
 * comes out. The first run of an input shape learns the output shapes; later ones write into the same memory.
 */
final class ObservationWorker implements AutoCloseable {

    private final @Nullable InferenceSession session;
    private final List<TensorSpec> modelInputs;
    private final Map<String, TensorObserver> observers = new LinkedHashMap<>();
    private final Map<String, HostTensor> outputs = new HashMap<>();
    private Map<String, List<Long>> outputsFor = Map.of();

    /**
     * A worker.
     *
     * @param session makes the observed tensors that are not inputs; absent when all are
     * @param modelInputs the model's inputs
     * @param observed names of the tensors to observe
     */
    ObservationWorker(@Nullable InferenceSession session, List<TensorSpec> modelInputs, List<String> observed) {
        this.session = session;
        this.modelInputs = modelInputs;
        ObservationScratch scratch = new ObservationScratch();
        observed.forEach(tensor -> observers.put(tensor, new TensorObserver(tensor, scratch)));
    }

    /** Runs and observes one sample. */
    void observe(Map<String, FloatTensor> sample) {
        Map<String, HostTensor> inputs = new LinkedHashMap<>();
        try {
            Map<String, List<Long>> shapes = new HashMap<>();
            for (TensorSpec spec : modelInputs) {
                FloatTensor tensor = required(sample, spec);
                inputs.put(spec.name(), HostTensors.of(tensor));
                shapes.put(spec.name(), tensor.shape().dimensions());
                TensorObserver observer = observers.get(spec.name());
                if (observer != null) {
                    observer.observe(tensor.values().duplicate().rewind());
                }
            }
            run(inputs, shapes);
        } finally {
            inputs.values().forEach(HostTensor::close);
        }
    }

    private void run(Map<String, HostTensor> inputs, Map<String, List<Long>> shapes) {
        if (session == null) {
            return;
        }
        if (shapes.equals(outputsFor)) {
            session.run(inputs, outputs);
        } else {
            closeOutputs();
            outputs.putAll(session.run(inputs));
            outputsFor = shapes;
        }
        outputs.forEach((name, tensor) -> {
            TensorObserver observer = observers.get(name);
            if (observer != null) {
                observer.observe(tensor.floats());
            }
        });
    }

    private static FloatTensor required(Map<String, FloatTensor> sample, TensorSpec spec) {
        FloatTensor tensor = sample.get(spec.name());
        if (tensor == null || !fits(tensor, spec)) {
            String seen = tensor == null ? "only " + sample.keySet() : "shape " + tensor.shape();
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "A calibration sample does not fit input " + spec.name() + " " + spec.shape() + ": it has " + seen
                            + ".",
                    "Give every sample a float tensor of that name and shape.");
        }
        return tensor;
    }

    private static boolean fits(FloatTensor tensor, TensorSpec spec) {
        List<Long> seen = tensor.shape().dimensions();
        if (seen.size() != spec.shape().size()) {
            return false;
        }
        for (int axis = 0; axis < seen.size(); axis++) {
            long expected = spec.shape().get(axis);
            if (expected >= 0 && expected != seen.get(axis)) {
                return false;
            }
        }
        return true;
    }

    /** What was seen so far, in the order of the observed tensors. */
    List<TensorObserver> observers() {
        return new ArrayList<>(observers.values());
    }

    /** What was seen since the last call, in the order of the observed tensors; it is added to the totals as well. */
    List<TensorStatistics> moveTo(List<TensorObserver> totals) {
        List<TensorStatistics> moved = new ArrayList<>();
        int index = 0;
        for (TensorObserver observer : observers.values()) {
            moved.add(observer.snapshot());
            totals.get(index++).merge(observer);
            observer.clear();
        }
        return moved;
    }

    private void closeOutputs() {
        outputs.values().forEach(HostTensor::close);
        outputs.clear();
    }

    @Override
    public void close() {
        closeOutputs();
    }
}
