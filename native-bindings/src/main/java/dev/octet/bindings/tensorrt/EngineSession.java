package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.ownership.Lifetime;
import dev.octet.bindings.session.PinnedOutputs;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An engine that runs: tensors go through page-locked memory to the device and back on one stream. Runs from several
 * threads happen one after the other. The engine's file is trusted: verify it before.
 */
public final class EngineSession implements Session {

    private final Device device;
    private final EngineRuntime runtime;
    private final Engine engine;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final EngineRun run;
    private final Lifetime lifetime;

    private EngineSession(Device device, EngineRuntime runtime, Engine engine, EngineOptions options) {
        this.device = device;
        this.runtime = runtime;
        this.engine = engine;
        this.inputs = specs(engine, EngineTensor::input);
        this.outputs = specs(engine, tensor -> !tensor.input());
        this.run = new EngineRun(device, engine, options);
        this.lifetime = Lifetime.of("EngineSession", () -> close(device, runtime));
    }

    /**
     * Loads an engine.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when TensorRT cannot be used here, when another version or GPU built the
     *     engine, or when the size of an output depends on the data; {@code BAD_INPUT} when there is no such file
     */
    public static EngineSession load(Path plan, EngineOptions options) {
        TensorRtCalls calls = JavaCppTensorRt.ready();
        return load(Device.open(options.device()), calls, plan, options);
    }

    static EngineSession load(Device device, TensorRtCalls calls, Path plan, EngineOptions options) {
        EngineRuntime runtime = null;
        try {
            runtime = EngineRuntime.create(calls);
            return new EngineSession(device, runtime, runtime.load(plan), options);
        } catch (RuntimeException e) {
            if (runtime != null) {
                runtime.close();
            }
            device.close();
            throw e;
        }
    }

    private static void close(Device device, EngineRuntime runtime) {
        try {
            runtime.close();
        } finally {
            device.close();
        }
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    private static List<TensorSpec> specs(Engine engine, Predicate<EngineTensor> wanted) {
        return engine.tensors().stream()
                .filter(wanted)
                .map(tensor -> new TensorSpec(tensor.name(), tensor.type(), tensor.shape()))
                .toList();
    }

    /** The GPU that runs it. */
    public GpuDevice device() {
        return device.facts();
    }

    /** The engine itself, for what it says of its layers. */
    public Engine engine() {
        return engine;
    }

    /** Whether runs are launched as a captured graph, and why not where they are not. */
    public String graphState() {
        return run.graphState();
    }

    /**
     * Lanes with contexts and memory of their own, beside the session's.
     *
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when the device has not so much memory, {@code UNSUPPORTED} for memory
     *     that the device does not share
     */
    public EngineLanes lanes(EngineLanes.LaneSetup setup) {
        lifetime.requireOpen();
        if (setup.options().memory() == LaneMemory.ZERO_COPY && !device.facts().integrated()) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "The GPU " + device.facts().name() + " does not share the machine's memory: every access of"
                            + " zero-copy memory would go over its bus.",
                    "Use pinned or managed memory here; zero-copy is for integrated GPUs such as a Jetson's.");
        }
        return new EngineLanes(device, engine, setup, System::nanoTime);
    }

    @Override
    public String backend() {
        return "TensorRT " + runtime.versions().libraryText();
    }

    @Override
    public synchronized void run(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs) {
        PinnedOutputs.requireSome(pinnedOutputs);
        start(inputs);
        run.read(pinnedOutputs);
    }

    @Override
    public synchronized Map<String, HostTensor> run(Map<String, HostTensor> inputs) {
        start(inputs);
        Map<String, HostTensor> outputs = new LinkedHashMap<>();
        try {
            for (TensorSpec output : this.outputs) {
                outputs.put(output.name(), HostTensor.allocate(output.type(), run.shape(output.name())));
            }
            run.read(outputs);
            return outputs;
        } catch (RuntimeException e) {
            outputs.values().forEach(HostTensor::close);
            throw e;
        }
    }

    private void start(Map<String, HostTensor> given) {
        lifetime.requireOpen();
        for (TensorSpec input : inputs) {
            HostTensor tensor = given.get(input.name());
            if (tensor == null) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "The engine's input '" + input.name() + "' was not given; given are " + given.keySet() + ".",
                        "Give a tensor for every input of the engine.");
            }
            if (tensor.type() != input.type()) {
                throw new ToolkitException(
                        FailureKind.BAD_INPUT,
                        "The engine's input '" + input.name() + "' is of type " + input.type() + ", given is "
                                + tensor.type() + ".",
                        "Build the engine with inputs in FP32, as `octet build` does.");
            }
        }
        run.run(given);
    }

    @Override
    public synchronized void close() {
        lifetime.end();
    }
}
