package dev.octet.bindings.tensors;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in memory that Java and native code both see: what is written into its buffer is what the model reads, and
 * what the model writes is there to read, without a copy. Row-major. Owner: the one who made it closes it.
 */
public final class HostTensor implements AutoCloseable {

    private final ElementType type;
    private final long[] shape;
    private final long elementCount;
    private final ByteBuffer bytes;
    private final @Nullable FloatBuffer floats;
    private @Nullable AutoCloseable view;
    private boolean closed;

    private HostTensor(ElementType type, long[] shape, ByteBuffer bytes, @Nullable FloatBuffer floats) {
        this.type = type;
        this.shape = shape;
        this.elementCount = elementCount(shape);
        this.bytes = bytes;
        this.floats = floats;
    }

    /**
     * A tensor of zeros.
     *
     * @throws IllegalArgumentException when a size is negative or the type is {@link ElementType#STRING}
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when it would take 2 GiB or more
     */
    public static HostTensor allocate(ElementType type, long... shape) {
        if (type == ElementType.STRING) {
            throw new IllegalArgumentException("type is STRING, which has no fixed size");
        }
        long size;
        try {
            size = Math.multiplyExact(elementCount(shape), type.bytes());
        } catch (ArithmeticException e) {
            size = Long.MAX_VALUE;
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    "A tensor of shape " + Arrays.toString(shape) + " and type " + type
                            + " is over the limit of 2 GiB for one tensor.",
                    "Use a smaller batch or input size.");
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) size).order(ByteOrder.nativeOrder());
        FloatBuffer floats = type == ElementType.FLOAT ? bytes.asFloatBuffer() : null;
        return new HostTensor(type, shape.clone(), bytes, floats);
    }

    /**
     * A float32 tensor with a copy of the values.
     *
     * @throws IllegalArgumentException when the number of values is not that of the shape
     */
    public static HostTensor copyOf(float[] values, long... shape) {
        checkCount(values.length, shape);
        HostTensor tensor = allocate(ElementType.FLOAT, shape);
        tensor.floats().put(values).rewind();
        return tensor;
    }

    /**
     * A float32 tensor over a buffer that stays the caller's: nothing is copied, and the buffer must outlive the tensor.
     * Position and limit are not looked at: the whole capacity is the tensor.
     *
     * @throws IllegalArgumentException when the buffer is not direct, not in native byte order, or not of the shape's
     *     size
     */
    public static HostTensor over(FloatBuffer direct, long... shape) {
        if (!direct.isDirect() || direct.order() != ByteOrder.nativeOrder() || direct.isReadOnly()) {
            throw new IllegalArgumentException(
                    "buffer must be direct, writable and in native byte order, else it would be copied: " + direct);
        }
        checkCount(direct.capacity(), shape);
        FloatBuffer whole = direct.duplicate();
        whole.clear();
        return new HostTensor(ElementType.FLOAT, shape.clone(), ByteBuffer.allocate(0), whole);
    }

    /** Type of the elements. */
    public ElementType type() {
        return type;
    }

    /** Sizes of the axes, outermost first; a copy. */
    public long[] shape() {
        return shape.clone();
    }

    /** Number of elements. */
    public long elementCount() {
        return elementCount;
    }

    /**
     * The values, from position 0; a view, not a copy.
     *
     * @throws IllegalStateException when the type is not FLOAT, or the tensor is closed
     */
    public FloatBuffer floats() {
        checkOpen();
        if (floats == null) {
            throw new IllegalStateException("HostTensor is of type " + type + ", not FLOAT");
        }
        FloatBuffer view = floats.duplicate();
        view.clear();
        return view;
    }

    /**
     * The raw bytes in native order; a view, not a copy.
     *
     * @throws IllegalStateException when the tensor is closed, or was made over a float buffer
     */
    public ByteBuffer bytes() {
        checkOpen();
        if (bytes.capacity() == 0 && elementCount > 0) {
            throw new IllegalStateException("HostTensor was made over a FloatBuffer; use floats()");
        }
        ByteBuffer view = bytes.duplicate().order(ByteOrder.nativeOrder());
        view.clear();
        return view;
    }

    /**
     * The values, from position 0; a view, not a copy.
     *
     * @throws IllegalStateException when the type is not INT64, or the tensor is closed
     */
    public LongBuffer longs() {
        if (type != ElementType.INT64) {
            throw new IllegalStateException("HostTensor is of type " + type + ", not INT64");
        }
        return bytes().asLongBuffer();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (view != null) {
            AutoCloseable ended = view;
            view = null;
            close(ended);
        }
    }

    @Override
    public String toString() {
        return "HostTensor " + type + Arrays.toString(shape);
    }

    /**
     * What a native library made of this memory; made at first use and closed with this tensor.
     *
     * @throws IllegalStateException when the tensor is closed, or another library has its view of it
     */
    public synchronized <V extends AutoCloseable> V view(Class<V> type, Function<HostTensor, V> maker) {
        checkOpen();
        if (view == null) {
            view = maker.apply(this);
        }
        if (!type.isInstance(view)) {
            throw new IllegalStateException(
                    this + " is used by another library, " + view.getClass().getName());
        }
        return type.cast(view);
    }

    private static void close(AutoCloseable view) {
        try {
            view.close();
        } catch (Exception e) {
            throw new IllegalStateException("A native view of a tensor could not be closed", e);
        }
    }

    /**
     * Lets the caller go on only while the tensor is there.
     *
     * @throws IllegalStateException once it is closed
     */
    public void requireOpen() {
        checkOpen();
    }

    private synchronized void checkOpen() {
        if (closed) {
            throw new IllegalStateException("HostTensor is closed");
        }
    }

    private static void checkCount(int values, long[] shape) {
        if (elementCount(shape) != values) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " has " + elementCount(shape)
                    + " elements, values has " + values);
        }
    }

    private static long elementCount(long[] shape) {
        long count = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " has a negative size");
            }
            count = Math.multiplyExact(count, size);
        }
        return count;
    }
}
