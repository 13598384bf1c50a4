package dev.octet.benchmarks;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.BoundRun;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.model.OnnxModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One inference of a model, whatever runs it, from tensors in memory to tensors in memory: inputs in place, outputs pinned
 * where their shapes are known.
 */
public final class SessionWorkload implements Workload {

    private final String name;
    private final Session session;
    private final Map<String, HostTensor> inputs = new LinkedHashMap<>();
    private final Map<String, HostTensor> outputs = new LinkedHashMap<>();
    private @Nullable BoundRun bound;

    private SessionWorkload(String name, Session session) {
        this.name = name;
        this.session = session;
    }

    /**
     * Loads the model into ONNX Runtime, for one sample at a time, and fills its inputs with random values, in [0, 1) or,
     * for uint8, any level.
     *
     * @param name what the report calls it
     * @param model the model
     * @param options threads and optimization level
     * @param seed seed of the input values
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the workload owns the session
    public static SessionWorkload of(String name, OnnxModel model, SessionOptions options, long seed) {
        SessionWorkload workload = new SessionWorkload(name, ModelSession.open(model, options));
        return workload.ready(() -> {
            workload.allocate(input -> withBatchOne(name, input), seed);
            if (workload.session.outputs().stream().allMatch(TensorSpec::isStatic)) {
                workload.pinSpecified();
            }
        });
    }

    /**
     * The same with so many images in each inference, which the model has to take.
     *
     * @param images at least 1
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the workload owns the session
    public static SessionWorkload of(String name, OnnxModel model, SessionOptions options, int images, long seed) {
        if (images == 1) {
            return of(name, model, options, seed);
        }
        Function<TensorSpec, long[]> shapes = input -> {
            long[] sizes = withBatchOne(name, input);
            sizes[0] = images;
            return sizes;
        };
        return of(name, ModelSession.open(model, options), shapes, seed);
    }

    /**
     * One inference in a session whose output shapes follow from those of its inputs alone, as an engine's do: they are
     * taken from a first run, and every output is pinned.
     *
     * @param name what the report calls it
     * @param session the session, which is the workload's from now on
     * @param shapes of each input
     * @param seed seed of the input values
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the workload owns the session
    public static SessionWorkload of(String name, Session session, Function<TensorSpec, long[]> shapes, long seed) {
        SessionWorkload workload = new SessionWorkload(name, session);
        return workload.ready(() -> {
            workload.allocate(shapes, seed);
            workload.outputs.putAll(session.run(workload.inputs));
        });
    }

    @SuppressWarnings("MustBeClosedChecker")
    private SessionWorkload ready(Runnable preparation) {
        try {
            preparation.run();
            if (!outputs.isEmpty()) {
                bound = session.bind(inputs, outputs);
            }
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void allocate(Function<TensorSpec, long[]> shapes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (TensorSpec input : session.inputs()) {
            RandomInput.requireFillable(name, input);
            HostTensor tensor = HostTensor.allocate(input.type(), shapes.apply(input));
            inputs.put(input.name(), tensor);
            RandomInput.fill(input, tensor.bytes(), random);
        }
    }

    private void pinSpecified() {
        for (TensorSpec output : session.outputs()) {
            outputs.put(output.name(), HostTensor.allocate(output.type(), output.sizes()));
        }
    }

    private static long[] withBatchOne(String name, TensorSpec input) {
        long[] sizes = input.sizes();
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] < 0 && axis > 0) {
                throw new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        "Input " + input.name() + " of " + name + " has shape " + input.shape() + ": axis " + axis
                                + " has no size.",
                        "Export the model with a fixed image size; only the batch may be dynamic.");
            }
            sizes[axis] = Math.max(1, sizes[axis]);
        }
        return sizes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run() {
        if (bound == null) {
            session.run(inputs).values().forEach(HostTensor::close);
        } else {
            bound.run();
        }
    }

    @Override
    public void close() {
        outputs.values().forEach(HostTensor::close);
        inputs.values().forEach(HostTensor::close);
        session.close();
    }
}
