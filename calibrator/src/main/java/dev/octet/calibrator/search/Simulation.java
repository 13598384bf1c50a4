package dev.octet.calibrator.search;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.files.Sha256;
import dev.octet.calibrator.journal.ErrorJournal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
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

    private static final double NORMAL_95 = 1.96;

    private final InferenceSession session;
    private final ExecutorService executor;
    private final Optional<ErrorJournal> journal;
    private final ReferenceOutputs reference;
    private final int few;
    private final Map<String, Double> known = new HashMap<>();
    private int runs;

    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closed with the simulation
    Simulation(byte[] floatModel, byte[] simulated, SearchRequest request) {
        int threads = request.effort().threads();
        this.journal = request.journal();
        this.few = request.effort().fewSamples(request.samples().size());
        this.reference = new ReferenceOutputs(floatModel, request.samples(), request.error(), threads);
        this.session =
                InferenceSession.load(simulated, SessionOptions.defaults().withIntraOpThreads(1));
        this.executor = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "octet-search");
            thread.setDaemon(true);
            return thread;
        });
    }

    int samples() {
        return reference.count();
    }

    /** How often a sample was run. */
    int runs() {
        return runs;
    }

    /** Mean error of the configuration over the first samples; each sample is run once. */
    double error(Settings settings, int count) {
        float[] numbers = settings.numbers();
        String fingerprint = fingerprint(numbers);
        int first = Math.min(few, count);
        double sum = sum(numbers, fingerprint, 0, first);
        return (count > first ? sum + sum(numbers, fingerprint, first, count) : sum) / count;
    }

    /** 1.96 standard errors of the mean error over all samples; NaN for one sample. */
    double margin(Settings settings) {
        float[] numbers = settings.numbers();
        String fingerprint = fingerprint(numbers);
        int count = samples();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double error = sum(numbers, fingerprint, i, i + 1);
            sum += error;
            squares += error * error;
        }
        double variance = (squares - sum * sum / count) / (count - 1);
        return NORMAL_95 * Math.sqrt(Math.max(0, variance) / count);
    }

    /** Sum of the errors of some samples; from the journal where it is known. */
    private double sum(float[] numbers, String fingerprint, int from, int to) {
        String name = from + "-" + to + "/" + fingerprint;
        Double before = known.get(name);
        if (before != null) {
            return before;
        }
        OptionalDouble kept =
                journal.isEmpty() ? OptionalDouble.empty() : journal.get().find(name);
        double sum = kept.isPresent() ? kept.getAsDouble() : measure(numbers, from, to);
        if (kept.isEmpty()) {
            journal.ifPresent(file -> file.put(name, sum));
        }
        known.put(name, sum);
        return sum;
    }

    private static String fingerprint(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length);
        bytes.asFloatBuffer().put(numbers);
        return Sha256.of(bytes.array());
    }

    private double measure(float[] numbers, int from, int to) {
        List<Future<Double>> parts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int sample = i;
            parts.add(executor.submit(() -> reference.error(session, SimulatedModel.SETTINGS, numbers, sample)));
        }
        runs += to - from;
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
        return sum;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        session.close();
        reference.close();
    }
}
