package dev.octet.bindings.tflite;

import dev.octet.bindings.session.PinnedOutputs;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensors.ElementType;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.bindings.tensors.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A session in floats: what the model takes and gives as quantized integers is quantized before and dequantized after it,
 * {@code x_q = clamp(round(x / scale) + zeroPoint)}, half to even. Owns the session.
 */
public final class FloatSession implements Session {

    private final TfliteSession session;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;

    private FloatSession(TfliteSession session) {
        this.session = session;
        this.inputs = session.inputs().stream().map(this::inFloats).toList();
        this.outputs = session.outputs().stream().map(this::inFloats).toList();
    }

    /** The session in floats, which is this one's from now on. */
    public static FloatSession of(TfliteSession session) {
        return new FloatSession(session);
    }

    private TensorSpec inFloats(TensorSpec spec) {
        return session.tensor(spec.name()).step().isPresent()
                ? new TensorSpec(spec.name(), ElementType.FLOAT, spec.shape())
                : spec;
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public synchronized void run(Map<String, HostTensor> inputs, Map<String, HostTensor> pinnedOutputs) {
        PinnedOutputs.requireSome(pinnedOutputs);
        Map<String, HostTensor> made = run(inputs);
        try {
            pinnedOutputs.forEach((name, into) -> {
                HostTensor from = made.get(name);
                if (from == null) {
                    throw new IllegalArgumentException("the model has no output '" + name + "'");
                }
                if (from.type() == ElementType.FLOAT) {
                    into.floats().put(from.floats());
                } else {
                    into.bytes().put(from.bytes());
                }
            });
        } finally {
            made.values().forEach(HostTensor::close);
        }
    }

    @Override
    public synchronized Map<String, HostTensor> run(Map<String, HostTensor> given) {
        return inIntegers(given, session::run);
    }

    /**
     * Runs the model and gives these tensors in floats.
     *
     * @param given a tensor for every input
     * @param wanted names of tensors of a session that keeps every tensor
     */
    public synchronized Map<String, HostTensor> run(Map<String, HostTensor> given, List<String> wanted) {
        return inIntegers(given, integers -> session.run(integers, wanted));
    }

    /** Runs on integers, which are released after it, and gives floats. */
    private Map<String, HostTensor> inIntegers(
            Map<String, HostTensor> given, UnaryOperator<Map<String, HostTensor>> run) {
        Map<String, HostTensor> integers = new LinkedHashMap<>();
        given.forEach((name, tensor) -> integers.put(name, quantized(name, tensor)));
        try {
            return dequantized(run.apply(integers));
        } finally {
            integers.forEach((name, tensor) -> {
                if (tensor != given.get(name)) {
                    tensor.close();
                }
            });
        }
    }

    private HostTensor quantized(String name, HostTensor tensor) {
        TfliteTensor input = session.tensor(name);
        if (input.step().isEmpty() || tensor.type() != ElementType.FLOAT) {
            return tensor;
        }
        TfliteTensor.Step step = input.step().get();
        HostTensor integers = HostTensor.allocate(input.spec().type(), tensor.shape());
        FloatBuffer from = tensor.floats();
        ByteBuffer to = integers.bytes();
        int bits = Byte.SIZE * input.spec().type().bytes();
        boolean signed = input.spec().type() != ElementType.UINT8;
        long low = signed ? -(1L << (bits - 1)) : 0;
        long high = signed ? (1L << (bits - 1)) - 1 : (1L << bits) - 1;
        while (from.hasRemaining()) {
            long rounded = (long) Math.rint((double) (from.get() / step.scale())) + step.zeroPoint();
            long value = Math.max(low, Math.min(high, rounded));
            if (bits == Byte.SIZE) {
                to.put((byte) value);
            } else {
                to.putShort((short) value);
            }
        }
        return integers;
    }

    private Map<String, HostTensor> dequantized(Map<String, HostTensor> made) {
        Map<String, HostTensor> floats = new LinkedHashMap<>();
        made.forEach((name, tensor) -> floats.put(name, dequantized(name, tensor)));
        return floats;
    }

    private HostTensor dequantized(String name, HostTensor tensor) {
        TfliteTensor made = session.tensor(name);
        if (made.step().isEmpty() || tensor.type() == ElementType.FLOAT) {
            return tensor;
        }
        TfliteTensor.Step step = made.step().get();
        HostTensor floats = HostTensor.allocate(ElementType.FLOAT, tensor.shape());
        ByteBuffer from = tensor.bytes();
        FloatBuffer to = floats.floats();
        while (to.hasRemaining()) {
            int value = switch (tensor.type()) {
                case UINT8 -> Byte.toUnsignedInt(from.get());
                case INT16 -> from.getShort();
                case INT32 -> from.getInt();
                default -> from.get();
            };
            to.put((value - step.zeroPoint()) * step.scale());
        }
        tensor.close();
        return floats;
    }

    /** The session itself. */
    public TfliteSession session() {
        return session;
    }

    @Override
    public String backend() {
        return session.backend();
    }

    @Override
    public void close() {
        session.close();
    }
}
