package dev.octet.calibrator.search;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.ElementType;
import dev.octet.bindings.onnxruntime.HostTensor;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.files.Sha256;
import dev.octet.calibrator.journal.ErrorJournal;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The simulated network on a few samples, with the float network's outputs beside it. Samples are spread over threads;
 * errors are added in their order, so the sum does not depend on the number of threads.
 */
final class Simulation implements AutoCloseable {

    private final InferenceSession session;
    private final ExecutorService executor;
    private final OutputError error;
    private final Optional<ErrorJournal> journal;
    private final List<Map<String, HostTensor>> samples = new ArrayList<>();
    private final List<Map<String, HostTensor>> references = new ArrayList<>();
    private int runs;

    @MustBeClosed
    Simulation(byte[] floatModel, byte[] simulated, SearchRequest request) {
        int threads = request.effort().threads();
        this.error = request.error();
        this.journal = request.journal();
        request.samples().forEach(input -> samples.add(HostTensors.of(input)));
        try (InferenceSession plain =
                InferenceSession.load(floatModel, SessionOptions.defaults().withIntraOpThreads(threads))) {
            samples.forEach(sample -> references.add(plain.run(sample)));
        }
        this.session =
                InferenceSession.load(simulated, SessionOptions.defaults().withIntraOpThreads(1));
        this.executor = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "octet-search");
            thread.setDaemon(true);
            return thread;
        });
    }

    int samples() {
        return samples.size();
    }

    /** How often a sample was run. */
    int runs() {
        return runs;
    }

    /** Mean error of the configuration over the first samples; from the journal where it is known. */
    double error(Settings settings, int count) {
        float[] numbers = settings.numbers();
        String name = journal.isEmpty() ? "" : count + "/" + fingerprint(numbers);
        OptionalDouble known =
                journal.isEmpty() ? OptionalDouble.empty() : journal.get().find(name);
        if (known.isPresent()) {
            return known.getAsDouble();
        }
        double measured = measure(numbers, count);
        journal.ifPresent(kept -> kept.put(name, measured));
        return measured;
    }

    private static String fingerprint(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length);
        bytes.asFloatBuffer().put(numbers);
        return Sha256.of(bytes.array());
    }

    private double measure(float[] numbers, int count) {
        List<Future<Double>> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int sample = i;
            parts.add(executor.submit(() -> error(numbers, sample)));
        }
        runs += count;
        double sum = 0;
        try {
            for (Future<Double> part : parts) {
                sum += part.get();
            }
        } catch (InterruptedException e) {
            parts.forEach(part -> part.cancel(true));
            Thread.currentThread().interrupt();
            throw new ToolkitException(
                    FailureKind.INTERRUPTED, "The search was interrupted.", "Run it again; nothing was written.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
        return sum / count;
    }

    private double error(float[] numbers, int sample) {
        Map<String, HostTensor> inputs = new LinkedHashMap<>(samples.get(sample));
        try (HostTensor settings = HostTensor.copyOf(numbers, numbers.length)) {
            inputs.put(SimulatedModel.SETTINGS, settings);
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
        executor.shutdownNow();
        session.close();
        samples.forEach(sample -> sample.values().forEach(HostTensor::close));
        references.forEach(reference -> reference.values().forEach(HostTensor::close));
    }
}
