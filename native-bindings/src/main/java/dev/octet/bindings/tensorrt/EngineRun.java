package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.DeviceBuffer;
import dev.octet.bindings.cuda.Graph;
import dev.octet.bindings.cuda.PinnedBuffer;
import dev.octet.bindings.cuda.Stream;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One context with its stream and buffers, made for the largest shapes of a profile. A shape's first run is a plain one,
 * for TensorRT puts work off to it; the second is captured, and those after it are launched as a graph.
 */
final class EngineRun {

    private final Engine engine;
    private final ExecutionContext context;
    private final Stream stream;
    private final Map<String, Buffers> buffers = new LinkedHashMap<>();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private @Nullable Graph graph;
    private boolean ranOnce;
    private String graphState;

    private record Buffers(EngineTensor tensor, PinnedBuffer host, DeviceBuffer device) {}

    EngineRun(Device device, Engine engine, EngineOptions options) {
        this.engine = engine;
        this.context = engine.context();
        this.stream = device.stream();
        this.graphState = options.cudaGraph() ? "not captured yet" : "not asked for";
        requireProfile(options.profile());
        context.setProfile(options.profile(), stream);
        for (EngineTensor tensor : engine.tensors()) {
            requireOnDevice(tensor);
            if (tensor.input()) {
                setShape(tensor.name(), engine.largest(tensor.name(), options.profile()));
            }
        }
        for (EngineTensor tensor : engine.tensors()) {
            long bytes = bytes(tensor, context.shape(tensor.name()));
            Buffers made = new Buffers(tensor, device.allocatePinned(bytes), device.allocate(bytes));
            context.bind(tensor.name(), made.device());
            buffers.put(tensor.name(), made);
        }
        stream.synchronize();
    }

    private void requireProfile(int profile) {
        if (profile >= engine.profiles()) {
            throw new ToolkitException(
                    FailureKind.USAGE,
                    "The engine has no optimization profile " + profile + ": it has " + engine.profiles()
                            + ", the first is 0.",
                    "Choose another profile.");
        }
    }

    static void requireOnDevice(EngineTensor tensor) {
        if (!tensor.onDevice()) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "The engine wants '" + tensor.name() + "' as a shape in host memory, which cannot be given here.",
                    "Export the model with sizes that follow from its image input.");
        }
    }

    static long bytes(EngineTensor tensor, long[] shape) {
        long count = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new ToolkitException(
                        FailureKind.UNSUPPORTED,
                        "The size of the engine's output '" + tensor.name() + "' " + Arrays.toString(shape)
                                + " depends on the data, which TensorRT's Java bindings cannot follow.",
                        "Export the model without NonMaxSuppression, or with EfficientNMS_TRT, whose outputs have fixed"
                                + " sizes.");
            }
            count = Math.multiplyExact(count, size);
        }
        return Math.max(1, Math.multiplyExact(count, tensor.type().bytes()));
    }

    /** Writes the inputs, runs, and waits until the outputs are back. */
    void run(Map<String, HostTensor> inputs) {
        buffers.values().stream().filter(one -> one.tensor().input()).forEach(one -> {
            HostTensor given = inputs.get(one.tensor().name());
            if (given != null) {
                setShape(one.tensor().name(), given.shape());
                write(given, one.host());
            }
        });
        if (graph != null) {
            graph.launch(stream);
        } else if (ranOnce && graphState.equals("not captured yet")) {
            capture();
        } else {
            work();
            ranOnce = true;
        }
        stream.synchronize();
    }

    private void setShape(String input, long[] shape) {
        if (!Arrays.equals(shapes.get(input), shape)) {
            context.setInputShape(input, shape);
            shapes.put(input, shape.clone());
            dropGraph();
        }
    }

    private void dropGraph() {
        if (graph != null) {
            graph.close();
            graph = null;
            graphState = "not captured yet";
        }
        ranOnce = false;
    }

    private void capture() {
        try {
            graph = stream.capture(this::work);
            graphState = "captured";
            graph.launch(stream);
        } catch (ToolkitException e) {
            graphState = "refused: " + e.getMessage();
            work();
        }
    }

    private void work() {
        buffers.forEach((name, one) -> {
            if (one.tensor().input()) {
                stream.copy(one.host(), one.device(), bytes(one.tensor(), context.shape(name)));
            }
        });
        context.enqueue(stream);
        buffers.forEach((name, one) -> {
            if (!one.tensor().input()) {
                stream.copy(one.device(), one.host(), bytes(one.tensor(), context.shape(name)));
            }
        });
    }

    /** The shape of a tensor in the last run. */
    long[] shape(String tensor) {
        return context.shape(tensor);
    }

    /** Copies outputs of the last run. */
    void read(Map<String, HostTensor> outputs) {
        outputs.forEach((name, into) -> {
            Buffers one = buffers.get(name);
            if (one == null || one.tensor().input()) {
                throw new IllegalArgumentException("the engine has no output '" + name + "'");
            }
            if (into.type() != one.tensor().type() || !Arrays.equals(into.shape(), shape(name))) {
                throw new IllegalArgumentException("output '" + name + "' is "
                        + one.tensor().type() + Arrays.toString(shape(name)) + ", the tensor to write to is " + into);
            }
            read(one.host(), into);
        });
    }

    private static void write(HostTensor from, PinnedBuffer to) {
        if (from.type() == ElementType.FLOAT) {
            to.bytes().asFloatBuffer().put(from.floats());
        } else {
            to.bytes().put(from.bytes());
        }
    }

    private static void read(PinnedBuffer from, HostTensor to) {
        ByteBuffer bytes = from.bytes();
        bytes.limit((int) (to.elementCount() * to.type().bytes()));
        if (to.type() == ElementType.FLOAT) {
            to.floats().put(bytes.asFloatBuffer());
        } else {
            to.bytes().put(bytes);
        }
    }

    String graphState() {
        return graphState;
    }
}
