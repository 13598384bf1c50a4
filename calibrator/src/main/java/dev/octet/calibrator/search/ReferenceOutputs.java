package dev.octet.calibrator.search;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A float network's outputs for a few samples, and how far those of another network with one more input are from them. */
public final class ReferenceOutputs implements AutoCloseable {

    private final OutputError error;
    private final List<Map<String, HostTensor>> samples = new ArrayList<>();
    private final List<Map<String, HostTensor>> references = new ArrayList<>();

    /** Runs the float network. */
    @MustBeClosed
    public ReferenceOutputs(byte[] model, List<Map<String, FloatTensor>> inputs, OutputError error, int threads) {
        this.error = error;
        inputs.forEach(input -> samples.add(HostTensors.of(input)));
        try (InferenceSession plain =
                InferenceSession.load(model, SessionOptions.defaults().withIntraOpThreads(threads))) {
            samples.forEach(sample -> references.add(plain.run(sample)));
        }
    }

    /** How many samples there are. */
    public int count() {
        return samples.size();
    }

    /**
     * The error of one sample's outputs. Safe from several threads.
     *
     * @param session of the other network
     * @param input its input beside those of the float network
     * @param values of that input, {@code [values.length] float32}
     * @param sample which one
     */
    public double error(InferenceSession session, String input, float[] values, int sample) {
        Map<String, HostTensor> inputs = new LinkedHashMap<>(samples.get(sample));
        try (HostTensor settings = HostTensor.copyOf(values, values.length)) {
            inputs.put(input, settings);
            Map<String, HostTensor> outputs = session.run(inputs);
            try {
                return error.between(floats(references.get(sample)), floats(outputs));
            } finally {
                outputs.values().forEach(HostTensor::close);
            }
        }
    }

    private static Map<String, FloatBuffer> floats(Map<String, HostTensor> tensors) {
        Map<String, FloatBuffer> floats = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (tensor.type() == ElementType.FLOAT) {
                floats.put(name, tensor.floats());
            }
        });
        return floats;
    }

    @Override
    public void close() {
        samples.forEach(sample -> sample.values().forEach(HostTensor::close));
        references.forEach(reference -> reference.values().forEach(HostTensor::close));
    }
}
