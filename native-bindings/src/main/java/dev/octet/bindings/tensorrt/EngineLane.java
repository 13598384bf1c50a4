package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.Event;
import dev.octet.bindings.cuda.Graph;
import dev.octet.bindings.cuda.Stream;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensors.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Queries of an engine that are submitted and awaited apart from each other, built as trtexec builds them
 * (samples/common/sampleInference.cpp): a context, a stream each for the copies in, the work and the copies out, and six
 * events for each query in flight. All slots share the tensors: the content of a query that is in flight is undefined while
 * the next is copied in. Submitting and awaiting allocate nothing. One thread at a time.
 */
public final class EngineLane implements AutoCloseable {

    private final Device device;
    private final ExecutionContext context;
    private final LaneOptions options;
    private final Event origin;
    private final LongSupplier nanoClock;
    private final Stream input;
    private final Stream compute;
    private final Stream output;
    private final LaneTensor[] inputs;
    private final LaneTensor[] outputs;
    private final LaneSlot[] slots;
    private @Nullable Graph graph;
    private String graphState;

    EngineLane(
            Device device,
            Engine engine,
            LaneOptions options,
            Function<TensorSpec, long[]> shapes,
            Event origin,
            LongSupplier nanoClock) {
        this.device = device;
        this.options = options;
        this.origin = origin;
        this.nanoClock = nanoClock;
        this.context = engine.context();
        this.input = device.stream();
        this.compute = device.stream();
        this.output = device.stream();
        this.graphState = options.cudaGraph() ? "not captured yet" : "not asked for";
        context.setProfile(options.profile(), compute);
        for (EngineTensor tensor : engine.tensors()) {
            EngineRun.requireOnDevice(tensor);
            if (tensor.input()) {
                context.setInputShape(
                        tensor.name(), shapes.apply(new TensorSpec(tensor.name(), tensor.type(), tensor.shape())));
            }
        }
        this.inputs = tensors(engine, true);
        this.outputs = tensors(engine, false);
        this.slots = new LaneSlot[options.depth()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new LaneSlot(device, options.spinWait());
        }
    }

    private LaneTensor[] tensors(Engine engine, boolean input) {
        List<LaneTensor> made = new ArrayList<>();
        for (EngineTensor tensor : engine.tensors()) {
            if (tensor.input() == input) {
                long bytes = EngineRun.bytes(tensor, context.shape(tensor.name()));
                LaneTensor one = new LaneTensor(device, tensor, bytes, options.memory());
                one.bindTo(context);
                made.add(one);
            }
        }
        return made.toArray(LaneTensor[]::new);
    }

    /** Fills the inputs, copies them, runs once, and captures where that was asked for. */
    void prepare(BiConsumer<TensorSpec, ByteBuffer> filler) {
        for (LaneTensor one : inputs) {
            EngineTensor tensor = one.tensor();
            filler.accept(new TensorSpec(tensor.name(), tensor.type(), tensor.shape()), one.content());
            one.copy(compute);
        }
        context.enqueue(compute);
        compute.synchronize();
        if (options.cudaGraph()) {
            capture();
        }
    }

    private void capture() {
        try {
            graph = compute.capture(() -> context.enqueue(compute));
            graphState = "captured";
        } catch (ToolkitException e) {
            graphState = "refused: " + e.getMessage();
        }
    }

    /** Whether runs are launched as a captured graph, and why not where they are not. */
    public String graphState() {
        return graphState;
    }

    /** How it works. */
    public LaneOptions options() {
        return options;
    }

    /** What follows waits for the moment that times are told from; on the thread that drives the lane. */
    public void begin() {
        device.makeCurrent();
        input.waitFor(origin);
        compute.waitFor(origin);
        output.waitFor(origin);
    }

    /** Puts a query on the streams. */
    public void submit(int slot) {
        LaneSlot one = slots[slot];
        if (options.transfers()) {
            input.record(one.inputStart);
            copyAll(inputs, input);
            input.record(one.inputEnd);
            compute.waitFor(one.inputEnd);
        }
        compute.record(one.computeStart);
        one.enqueueStartNanos = nanoClock.getAsLong();
        if (graph == null) {
            context.enqueue(compute);
        } else {
            graph.launch(compute);
        }
        one.enqueueEndNanos = nanoClock.getAsLong();
        compute.record(one.computeEnd);
        if (options.transfers()) {
            output.waitFor(one.computeEnd);
            output.record(one.outputStart);
            copyAll(outputs, output);
            output.record(one.outputEnd);
        }
    }

    private static void copyAll(LaneTensor[] tensors, Stream stream) {
        for (LaneTensor tensor : tensors) {
            tensor.copy(stream);
        }
    }

    /** Waits until the query in a slot has ended; its times can be asked for then. */
    public void await(int slot) {
        LaneSlot one = slots[slot];
        (options.transfers() ? one.outputEnd : one.computeEnd).synchronize();
    }

    /** Before the copies to the device, ms since the origin; the start of the work without transfers. */
    public float inputStart(int slot) {
        return millis(options.transfers() ? slots[slot].inputStart : slots[slot].computeStart);
    }

    /** After them, ms since the origin. */
    public float inputEnd(int slot) {
        return millis(options.transfers() ? slots[slot].inputEnd : slots[slot].computeStart);
    }

    /** Before the work, ms since the origin. */
    public float computeStart(int slot) {
        return millis(slots[slot].computeStart);
    }

    /** After it, ms since the origin. */
    public float computeEnd(int slot) {
        return millis(slots[slot].computeEnd);
    }

    /** Before the copies back, ms since the origin; the end of the work without transfers. */
    public float outputStart(int slot) {
        return millis(options.transfers() ? slots[slot].outputStart : slots[slot].computeEnd);
    }

    /** After them, ms since the origin. */
    public float outputEnd(int slot) {
        return millis(options.transfers() ? slots[slot].outputEnd : slots[slot].computeEnd);
    }

    /** Before the call that starts the work, nanoseconds of the monotonic clock. */
    public long enqueueStartNanos(int slot) {
        return slots[slot].enqueueStartNanos;
    }

    /** After it, nanoseconds of the monotonic clock. */
    public long enqueueEndNanos(int slot) {
        return slots[slot].enqueueEndNanos;
    }

    private float millis(Event event) {
        return event.millisSince(origin);
    }

    @Override
    public void close() {
        input.synchronize();
        compute.synchronize();
        output.synchronize();
        if (graph != null) {
            graph.close();
        }
        for (LaneSlot slot : slots) {
            slot.close();
        }
        context.close();
        for (LaneTensor tensor : inputs) {
            tensor.close();
        }
        for (LaneTensor tensor : outputs) {
            tensor.close();
        }
        input.close();
        compute.close();
        output.close();
    }
}
