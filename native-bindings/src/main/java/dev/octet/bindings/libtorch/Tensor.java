package dev.octet.bindings.libtorch;

import dev.octet.bindings.ownership.Lifetime;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/**
 * A tensor of libtorch, float32, int64 or uint8 as far as values can be read. Owner: it is released when it or its scope closes.
 * Several owners may share the same values.
 */
public final class Tensor implements AutoCloseable {

    private final org.bytedeco.pytorch.Tensor handle;
    private final Lifetime lifetime;

    Tensor(org.bytedeco.pytorch.Tensor handle, Lifetime scope) {
        this.handle = handle;
        this.lifetime = scope.within("Tensor", handle::close);
    }

    /** The native object, for calls that do not keep it. */
    org.bytedeco.pytorch.Tensor handle() {
        lifetime.requireOpen();
        return handle;
    }

    /** Sizes of the axes, outermost first. */
    public long[] shape() {
        return handle().shape();
    }

    /** Number of axes. */
    public int rank() {
        return (int) handle().dim();
    }

    /** Number of values. */
    public long elementCount() {
        return handle().numel();
    }

    /** True for float32. */
    public boolean isFloat() {
        return handle().scalar_type().intern() == torch.ScalarType.Float;
    }

    /** The float32 values, row-major; a copy. */
    public float[] floats() {
        return Temporaries.releasedAfter(() -> {
            FloatBuffer buffer =
                    onHost().to(torch.ScalarType.Float).contiguous().createBuffer();
            float[] values = new float[buffer.remaining()];
            buffer.get(values);
            return values;
        });
    }

    /** The values as integers, row-major; a copy. */
    public long[] longs() {
        return Temporaries.releasedAfter(() -> {
            LongBuffer buffer = onHost().to(torch.ScalarType.Long).contiguous().createBuffer();
            long[] values = new long[buffer.remaining()];
            buffer.get(values);
            return values;
        });
    }

    /** The values as unsigned bytes, row-major; a copy. */
    public byte[] bytes() {
        return Temporaries.releasedAfter(() -> {
            ByteBuffer buffer = onHost().to(torch.ScalarType.Byte).contiguous().createBuffer();
            byte[] values = new byte[buffer.remaining()];
            buffer.get(values);
            return values;
        });
    }

    /** The only value. */
    public double item() {
        if (elementCount() != 1) {
            throw new IllegalStateException("a tensor of " + elementCount() + " values has no single one");
        }
        return handle().item_double();
    }

    /** Asks that gradients arrive here; returns this tensor. */
    public Tensor requireGradient() {
        Temporaries.releasedAfter(() -> {
            handle().set_requires_grad(true);
        });
        return this;
    }

    /** True when gradients go to it or through it. */
    public boolean hasGradient() {
        return handle().requires_grad();
    }

    /** Adds the gradients of this scalar to all tensors that it was made from and that ask for them; once for each. */
    public void backward() {
        Temporaries.releasedAfter(() -> handle().backward());
    }

    /** Sets the gradient that arrived here to zero. */
    public void clearGradient() {
        onGradient(org.bytedeco.pytorch.Tensor::zero_);
    }

    /** Multiplies the gradient that arrived here, if any. */
    public void scaleGradient(double factor) {
        onGradient(gradient -> gradient.mul_(new Scalar(factor)));
    }

    private void onGradient(Consumer<org.bytedeco.pytorch.Tensor> change) {
        Temporaries.releasedAfter(() -> {
            org.bytedeco.pytorch.Tensor gradient = handle().grad();
            if (gradient.defined()) {
                change.accept(gradient);
            }
        });
    }

    /** The sum of the squares of the gradient that arrived here; 0 when none has. */
    public double gradientSquares() {
        return Temporaries.releasedAfter(() -> {
            org.bytedeco.pytorch.Tensor gradient = handle().grad();
            return gradient.defined() ? gradient.mul(gradient).sum().item_double() : 0.0;
        });
    }

    /** Replaces the values; without a trace for gradients. */
    public void setInPlace(float[] values) {
        if (values.length != elementCount()) {
            throw new IllegalArgumentException(
                    "the tensor " + Arrays.toString(shape()) + " has another number of values than " + values.length);
        }
        changeInPlace(() -> handle().copy_(AbstractTensor.create(values).reshape(shape())));
    }

    /** Moves every value towards another tensor's by a share of the way; without a trace for gradients. */
    public void approachInPlace(Tensor other, double share) {
        changeInPlace(() -> handle().lerp_(other.handle(), new Scalar(share)));
    }

    private static void changeInPlace(Supplier<org.bytedeco.pytorch.Tensor> change) {
        Temporaries.releasedAfter(() -> {
            Gradients.off(change);
        });
    }

    private org.bytedeco.pytorch.Tensor onHost() {
        return handle().detach().cpu();
    }

    @Override
    public void close() {
        lifetime.end();
    }

    @Override
    public String toString() {
        return lifetime.isOpen() ? "Tensor" + Arrays.toString(shape()) : "Tensor (closed)";
    }
}
