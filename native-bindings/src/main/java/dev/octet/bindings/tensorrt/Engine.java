package dev.octet.bindings.tensorrt;

import dev.octet.bindings.failure.ToolkitException;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/** An engine that is loaded: a network made for one kind of device. The owner of its execution contexts. */
public final class Engine implements AutoCloseable {

    private final TensorRtCalls calls;
    private final Native handle;
    private final List<EngineTensor> tensors;

    Engine(TensorRtCalls calls, Native runtime, ByteBuffer plan, String name) {
        this.calls = calls;
        TensorRtLog.process().forget();
        Pointer made = Native.require(
                calls.running().deserialize(runtime.get(), plan), "TensorRT cannot load the engine " + name);
        this.handle = runtime.within(calls, HandleKind.ENGINE, () -> made);
        this.tensors = List.copyOf(calls.running().tensors(made));
    }

    /** Inputs and outputs, in the engine's order. */
    public List<EngineTensor> tensors() {
        return tensors;
    }

    /** How many optimization profiles it has; at least 1. */
    public int profiles() {
        return calls.running().profiles(handle.get());
    }

    /** The smallest shape of an input in a profile. */
    public long[] smallest(String input, int profile) {
        return calls.running().profileShape(handle.get(), input, profile, "kMIN");
    }

    /** The shape of an input that a profile was made fast for. */
    public long[] usual(String input, int profile) {
        return calls.running().profileShape(handle.get(), input, profile, "kOPT");
    }

    /** The largest shape of an input in a profile. */
    public long[] largest(String input, int profile) {
        return calls.running().profileShape(handle.get(), input, profile, "kMAX");
    }

    /** Memory of the device that an execution context takes beside the weights, bytes. */
    public long contextMemory() {
        return calls.running().deviceMemory(handle.get());
    }

    /** How many layers it has after fusion. */
    public int layerCount() {
        return calls.running().engineLayers(handle.get());
    }

    /**
     * What each layer is and computes in, as TensorRT's JSON; names alone unless the engine was built with
     * {@link BuilderConfig#keepLayerDetails()}.
     */
    public String layers() {
        Native inspector =
                handle.within(calls, HandleKind.INSPECTOR, () -> calls.running().createInspector(handle.get()));
        try {
            return calls.running().inspect(inspector.get());
        } finally {
            inspector.end();
        }
    }

    /**
     * What a run needs: memory of the device and the shapes of one run.
     *
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when the device has not so much memory
     */
    public ExecutionContext context() {
        return new ExecutionContext(calls, handle);
    }

    @Override
    public void close() {
        handle.end();
    }
}
