package dev.octet.bindings.libtorch;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.ownership.Lifetime;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.TensorVector;

/**
 * The tensors of one piece of work, such as a step of training: whatever is made in it is released when it closes, in the
 * order of making turned round, and not a moment later. Tensors of an outer scope may be used in it; those of it may not be
 * kept. For one thread at a time. Owner of its tensors.
 */
public final class TensorScope implements AutoCloseable {

    private final TorchDevice device;
    private final Lifetime lifetime = Lifetime.of("TensorScope", () -> {});

    @MustBeClosed
    private TensorScope(TorchDevice device) {
        this.device = device;
    }

    /**
     * An empty scope.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code UNSUPPORTED} when libtorch is not here
     */
    @MustBeClosed
    public static TensorScope open(TorchDevice device) {
        LibTorch.library().verifyAvailable();
        return new TensorScope(device);
    }

    /** Where its tensors lie. */
    public TorchDevice device() {
        return device;
    }

    /** A float32 tensor with a copy of the values, row-major; no axes make a scalar. */
    public Tensor floats(float[] values, long... shape) {
        requireCount(values.length, shape);
        return make(
                () -> placed(shape.length == 0 ? AbstractTensor.create(values).reshape(shape) : create(values, shape)));
    }

    private static org.bytedeco.pytorch.Tensor create(float[] values, long[] shape) {
        return values.length == 0
                ? org.bytedeco.pytorch.global.torch.zeros(shape)
                : AbstractTensor.create(values, shape);
    }

    /** A float32 tensor with a copy of a direct buffer's values from position 0. */
    public Tensor floats(FloatBuffer values, long... shape) {
        requireCount(values.limit(), shape);
        return make(() -> {
            org.bytedeco.pytorch.Tensor made = org.bytedeco.pytorch.global.torch.empty(shape);
            FloatBuffer target = made.createBuffer();
            target.put(0, values, 0, values.limit());
            return placed(made);
        });
    }

    /** An int64 tensor with a copy of the values, row-major; no axes make a scalar. */
    public Tensor longs(long[] values, long... shape) {
        requireCount(values.length, shape);
        return make(() -> placed(AbstractTensor.create(values).reshape(shape)));
    }

    /** A uint8 tensor with a copy of the values, row-major; no axes make a scalar. */
    public Tensor bytes(byte[] values, long... shape) {
        requireCount(values.length, shape);
        return make(() -> placed(AbstractTensor.create(values, false).reshape(shape)));
    }

    /** Another owner, here, of a tensor's values: they live as long as one of both; gradients do not go through it. */
    public Tensor detached(Tensor tensor) {
        return make(() -> tensor.handle().detach());
    }

    /** The gradient that arrived at a tensor, as an owner here. */
    public Tensor gradient(Tensor tensor) {
        return make(() -> {
            org.bytedeco.pytorch.Tensor gradient = tensor.handle().grad();
            if (!gradient.defined()) {
                throw new IllegalStateException("no gradient has arrived at the tensor");
            }
            return gradient;
        });
    }

    /** How many of its tensors are open. */
    public int size() {
        return lifetime.innerCount();
    }

    /** Takes what a call makes; what else the call allocated is released at once. */
    Tensor make(Supplier<org.bytedeco.pytorch.Tensor> call) {
        lifetime.requireOpen();
        return Temporaries.releasedAfter(() -> {
            org.bytedeco.pytorch.Tensor made = call.get();
            made.retainReference(); // so that the end of the temporaries leaves it
            return new Tensor(made, lifetime);
        });
    }

    /** Takes several tensors that a call makes. */
    List<Tensor> makeAll(Supplier<TensorVector> call) {
        lifetime.requireOpen();
        return Temporaries.releasedAfter(() -> {
            TensorVector all = call.get();
            List<Tensor> made = new ArrayList<>();
            for (long i = 0; i < all.size(); i++) {
                // The vector's element is a view; its alias owns a reference of its own.
                org.bytedeco.pytorch.Tensor own = new org.bytedeco.pytorch.Tensor(all.get(i));
                own.retainReference();
                made.add(new Tensor(own, lifetime));
            }
            return made;
        });
    }

    @Override
    public void close() {
        lifetime.end();
    }

    private org.bytedeco.pytorch.Tensor placed(org.bytedeco.pytorch.Tensor made) {
        return device.cuda() ? made.to(new Device(device.text()), made.scalar_type()) : made;
    }

    private static void requireCount(long values, long[] shape) {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (count != values) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " has " + count + " elements, values has " + values);
        }
    }
}
