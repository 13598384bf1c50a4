package dev.octet.bindings.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.TensorInfo;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.session.BoundRun;
import dev.octet.bindings.session.PinnedOutputs;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * A model loaded into ONNX Runtime on the CPU. Owner: {@link #close()} frees the native session, after waiting for runs
 * in other threads to end. Safe to run from several threads.
 */
public final class InferenceSession implements Session {

    private final OrtSession session;
    private final RunOptions runOptions;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final ReadWriteLock useLock = new ReentrantReadWriteLock();
    private final Object terminateLock = new Object();
    private volatile boolean terminated;
    private volatile boolean closed;

    private InferenceSession(
            OrtSession session, RunOptions runOptions, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this.session = session;
        this.runOptions = runOptions;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** Makes the native session; loading from bytes and from a file differ only here. */
    private interface Source {
        OrtSession open(OrtSession.SessionOptions options) throws OrtException;
    }

    /**
     * Loads a model from the bytes of an ONNX file.
     *
     * @throws ToolkitException {@code BAD_INPUT} when it is not a valid model, {@code UNSUPPORTED} when an operator is
     *     not implemented
     */
    public static InferenceSession load(byte[] model, SessionOptions options) {
        return load("the model", o -> OnnxRuntime.environment().createSession(model, o), options);
    }

    /**
     * Loads a model from an ONNX file.
     *
     * @throws ToolkitException {@code BAD_INPUT} when there is no such file or it is not a valid model,
     *     {@code UNSUPPORTED} when an operator is not implemented
     */
    public static InferenceSession load(Path model, SessionOptions options) {
        if (!Files.isRegularFile(model)) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "There is no model at " + model + ".",
                    "Check the path; it must name an .onnx file.");
        }
        return load(model.toString(), o -> OnnxRuntime.environment().createSession(model.toString(), o), options);
    }

    private static InferenceSession load(String name, Source source, SessionOptions options) {
        OnnxRuntime.library().verifyAvailable();
        try (OrtSession.SessionOptions nativeOptions = nativeOptions(options)) {
            OrtSession session = source.open(nativeOptions);
            RunOptions runOptions = null;
            try {
                runOptions = new RunOptions();
                runOptions.setLogLevel(OnnxRuntime.LOG_LEVEL);
                return new InferenceSession(
                        session,
                        runOptions,
                        specs(session.getInputInfo().values()),
                        specs(session.getOutputInfo().values()));
            } catch (OrtException | RuntimeException e) {
                if (runOptions != null) {
                    runOptions.close();
                }
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw OrtFailure.loading(name, e);
        }
    }

    private static OrtSession.SessionOptions nativeOptions(SessionOptions options) throws OrtException {
        OrtSession.SessionOptions result = new OrtSession.SessionOptions();
        try {
            result.setSessionLogLevel(OnnxRuntime.LOG_LEVEL);
            result.setIntraOpNumThreads(options.intraOpThreads());
            result.setInterOpNumThreads(1);
            result.setOptimizationLevel(options.optimization().level());
            result.addConfigEntry("session.force_spinning_stop", "1");
            if (options.exactSums()) {
                result.addConfigEntry("session.x64quantprecision", "1");
            }
            if (options.optimizedModelFile() != null) {
                result.setOptimizedModelFilePath(options.optimizedModelFile().toString());
            }
            if (options.profilePrefix() != null) {
                result.enableProfiling(options.profilePrefix().toString());
            }
            return result;
        } catch (OrtException | RuntimeException e) {
            result.close();
            throw e;
        }
    }

    private static List<TensorSpec> specs(Collection<NodeInfo> nodes) {
        List<TensorSpec> specs = new ArrayList<>(nodes.size());
        for (NodeInfo node : nodes) {
            if (!(node.getInfo() instanceof TensorInfo tensor)) {
                throw OrtFailure.unsupported("The model's input or output " + node.getName() + " is not a tensor.");
            }
            List<Long> shape = new ArrayList<>();
            for (long dimension : tensor.getShape()) {
                shape.add(Math.max(dimension, -1));
            }
            specs.add(new TensorSpec(node.getName(), OrtTensors.type(tensor.onnxType), shape));
        }
        return List.copyOf(specs);
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    /** The version of ONNX Runtime that runs it. */
    public String version() {
        return OnnxRuntime.library().version();
    }

    /**
     * Runs the model, which writes straight into the given tensors: nothing is copied. Outputs that are not named are
     * not computed.
     *
     * @param inputs a tensor for every input
     * @param pinnedOutputs at least one output, each with a tensor of exactly its type and shape
     * @throws ToolkitException {@code NATIVE_FAILURE} when it fails, {@code INTERRUPTED} after {@link #terminate()}
     */
    @Override
    public void run(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs) {
        PinnedOutputs.requireSome(pinnedOutputs);
        runViews(views(inputs), views(pinnedOutputs));
    }

    /**
     * A run of these tensors that looks nothing up. What it allocates is what {@code OrtSession.run} does: arrays of names and
     * handles, and the result object, some hundred bytes for one input and one output.
     */
    @Override
    public BoundRun bind(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs) {
        PinnedOutputs.requireSome(pinnedOutputs);
        Map<String, OnnxTensor> from = views(inputs);
        Map<String, OnnxTensor> to = views(pinnedOutputs);
        HostTensor[] tensors = Stream.concat(inputs.values().stream(), pinnedOutputs.values().stream())
                .toArray(HostTensor[]::new);
        return () -> {
            for (HostTensor tensor : tensors) {
                tensor.requireOpen();
            }
            runViews(from, to);
        };
    }

    private void runViews(Map<String, OnnxTensor> from, Map<String, OnnxTensor> to) {
        useLock.readLock().lock();
        try {
            checkOpen();
            session.run(from, Set.of(), to, runOptions).close();
        } catch (OrtException e) {
            throw decode(e);
        } finally {
            useLock.readLock().unlock();
        }
    }

    /**
     * Runs the model and copies every output, for models whose output shapes are not known before.
     *
     * @param inputs a tensor for every input
     * @return the outputs in the model's order; the caller closes each
     * @throws ToolkitException {@code NATIVE_FAILURE} when it fails, {@code INTERRUPTED} after {@link #terminate()}
     */
    @Override
    public Map<String, HostTensor> run(Map<String, HostTensor> inputs) {
        useLock.readLock().lock();
        try {
            checkOpen();
            try (OrtSession.Result result = session.run(views(inputs), runOptions)) {
                return copies(result);
            }
        } catch (OrtException e) {
            throw decode(e);
        } finally {
            useLock.readLock().unlock();
        }
    }

    @Override
    public String backend() {
        return OnnxRuntime.library().name() + " " + version();
    }

    /** Stops the runs that are under way, and every later one until {@link #resume()}. */
    public void terminate() {
        setTerminate(true);
    }

    /** Lets the session run again after {@link #terminate()}. */
    public void resume() {
        setTerminate(false);
    }

    /**
     * Ends the profile that {@link SessionOptions#profilePrefix()} asked for.
     *
     * @return the file that was written
     */
    public Path endProfiling() {
        useLock.readLock().lock();
        try {
            checkOpen();
            return Path.of(session.endProfiling());
        } catch (OrtException e) {
            throw decode(e);
        } finally {
            useLock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        useLock.writeLock().lock();
        try {
            synchronized (terminateLock) {
                if (closed) {
                    return;
                }
                closed = true;
                runOptions.close();
            }
            session.close();
        } catch (OrtException e) {
            throw OrtFailure.running(e);
        } finally {
            useLock.writeLock().unlock();
        }
    }

    private void setTerminate(boolean terminate) {
        synchronized (terminateLock) {
            checkOpen();
            try {
                terminated = terminate;
                runOptions.setTerminate(terminate);
            } catch (OrtException e) {
                throw OrtFailure.running(e);
            }
        }
    }

    private ToolkitException decode(OrtException e) {
        return terminated ? OrtFailure.terminated(e) : OrtFailure.running(e);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("InferenceSession is closed");
        }
    }

    private static Map<String, OnnxTensor> views(Map<String, HostTensor> tensors) {
        Map<String, OnnxTensor> views = new HashMap<>(tensors.size() * 2);
        for (Map.Entry<String, HostTensor> entry : tensors.entrySet()) {
            views.put(entry.getKey(), OrtTensors.of(entry.getValue()));
        }
        return views;
    }

    private static Map<String, HostTensor> copies(OrtSession.Result result) {
        Map<String, HostTensor> copies = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, OnnxValue> entry : result) {
                copies.put(entry.getKey(), copy(entry.getKey(), entry.getValue()));
            }
            return copies;
        } catch (RuntimeException e) {
            copies.values().forEach(HostTensor::close);
            throw e;
        }
    }

    private static HostTensor copy(String name, OnnxValue value) {
        if (!(value instanceof OnnxTensor tensor)) {
            throw OrtFailure.unsupported("The model's output " + name + " is not a tensor.");
        }
        ElementType type = OrtTensors.type(tensor.getInfo().onnxType);
        if (type == ElementType.STRING) {
            throw OrtFailure.unsupported("The model's output " + name + " is text.");
        }
        HostTensor copy = HostTensor.allocate(type, tensor.getInfo().getShape());
        ByteBuffer bytes = copy.bytes();
        if (bytes.hasRemaining()) {
            bytes.put(tensor.getByteBuffer());
        }
        return copy;
    }
}
