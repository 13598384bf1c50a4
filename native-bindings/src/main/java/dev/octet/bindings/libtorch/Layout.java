package dev.octet.bindings.libtorch;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Operators that move values and do not change them. */
public final class Layout {

    private final TensorScope scope;

    private Layout(TensorScope scope) {
        this.scope = scope;
    }

    /** Operators whose results belong to this scope. */
    public static Layout in(TensorScope scope) {
        return new Layout(scope);
    }

    /** The same values under another shape; one size may be -1 for what is left. */
    public Tensor reshaped(Tensor x, long... shape) {
        return scope.make(() -> x.handle().reshape(shape));
    }

    /** With its axes in another order. */
    public Tensor permuted(Tensor x, long... axes) {
        return scope.make(() -> x.handle().permute(axes));
    }

    /** From {@code start} up to {@code end} by {@code step} along an axis; inside the axis, step at least 1. */
    public Tensor slice(Tensor x, long axis, long start, long end, long step) {
        return scope.make(() -> x.handle().slice(axis, new LongOptional(start), new LongOptional(end), step));
    }

    /** Turned round along an axis. */
    public Tensor flipped(Tensor x, long axis) {
        return scope.make(() -> torch.flip(x.handle(), axis));
    }

    /** Cut along an axis into parts of these sizes. */
    public List<Tensor> split(Tensor x, long axis, long... sizes) {
        return scope.makeAll(() -> torch.split_with_sizes(x.handle(), sizes, axis));
    }

    /** Joined along an axis. */
    public Tensor joined(List<Tensor> parts, long axis) {
        return scope.make(() -> {
            TensorVector vector = new TensorVector();
            parts.forEach(part -> vector.push_back(part.handle()));
            return torch.cat(vector, axis);
        });
    }

    /** The places of an axis that are named, in that order; a place may come more than once. */
    public Tensor chosen(Tensor x, long axis, Tensor places) {
        return scope.make(() -> torch.index_select(x.handle(), axis, places.handle()));
    }

    /** For each place along an axis the value at the index that stands there (ONNX GatherElements). */
    public Tensor gathered(Tensor x, long axis, Tensor indices) {
        return scope.make(() -> torch.gather(x.handle(), axis, indices.handle()));
    }

    /** Repeated along axes of size 1, without a copy. */
    public Tensor expanded(Tensor x, long... shape) {
        return scope.make(() -> x.handle().expand(shape));
    }

    /** Repeated as often as is said for each axis. */
    public Tensor tiled(Tensor x, long... repeats) {
        return scope.make(() -> x.handle().repeat(repeats));
    }

    /**
     * With a constant around it.
     *
     * @param begins values added before each axis, first axis first; negative cuts
     * @param ends values added behind each axis
     */
    public Tensor padded(Tensor x, long[] begins, long[] ends, double value) {
        long[] turned = new long[2 * begins.length];
        for (int i = 0; i < begins.length; i++) {
            turned[2 * i] = begins[begins.length - 1 - i];
            turned[2 * i + 1] = ends[begins.length - 1 - i];
        }
        return scope.make(() -> torch.constant_pad_nd(x.handle(), turned, new Scalar(value)));
    }

    /** Twice, or any whole number of times, as high and wide: each value of {@code [N, C, H, W]} repeated. */
    public Tensor repeated(Tensor x, long height, long width) {
        return scope.make(() -> torch.upsample_nearest2d(x.handle(), height, width));
    }

    /** As float32. */
    public Tensor asFloats(Tensor x) {
        return scope.make(() -> x.handle().to(torch.ScalarType.Float));
    }

    /** As int64, towards zero. */
    public Tensor asLongs(Tensor x) {
        return scope.make(() -> x.handle().to(torch.ScalarType.Long));
    }
}
