package dev.octet.bindings.libtorch;

import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Operators with weights or windows. */
public final class Layers {

    private final TensorScope scope;

    private Layers(TensorScope scope) {
        this.scope = scope;
    }

    /** Operators whose results belong to this scope. */
    public static Layers in(TensorScope scope) {
        return new Layers(scope);
    }

    /**
     * A convolution.
     *
     * @param x {@code [N, C, H, W]}
     * @param weights {@code [O, C / groups, kH, kW]}
     * @param bias {@code [O]}, or none
     */
    public Tensor convolution(Tensor x, Tensor weights, Optional<Tensor> bias, Windows windows) {
        return scope.make(() -> torch.conv2d(
                windows.isEven() ? x.handle() : padded(x, windows, 0),
                weights.handle(),
                optional(bias),
                windows.strides(),
                windows.isEven() ? windows.begins() : new long[2],
                windows.dilations(),
                windows.groups()));
    }

    /**
     * A transposed convolution.
     *
     * @param x {@code [N, C, H, W]}
     * @param weights {@code [C, O / groups, kH, kW]}
     * @param bias {@code [O]}, or none
     * @param more rows and columns added at the end
     */
    public Tensor transposedConvolution(
            Tensor x, Tensor weights, Optional<Tensor> bias, Windows windows, long... more) {
        return scope.make(() -> torch.conv_transpose2d(
                x.handle(),
                weights.handle(),
                optional(bias),
                windows.strides(),
                windows.begins(),
                more,
                windows.groups(),
                windows.dilations()));
    }

    /** {@code (x - mean) / sqrt(variance + epsilon) * scale + bias} with one of each for each channel of {@code [N, C, ...]}. */
    public Tensor batchNorm(Tensor x, Tensor scale, Tensor bias, Tensor mean, Tensor variance, double epsilon) {
        return scope.make(() -> torch.batch_norm(
                x.handle(),
                new TensorOptional(scale.handle()),
                new TensorOptional(bias.handle()),
                new TensorOptional(mean.handle()),
                new TensorOptional(variance.handle()),
                false,
                0.0,
                epsilon,
                false));
    }

    /** The largest value of each window of {@code [N, C, H, W]}; what lies outside counts as lower than anything. */
    public Tensor maxPool(Tensor x, Windows windows, boolean ceiling) {
        return scope.make(() -> torch.max_pool2d(
                isHalfAtMost(windows) ? x.handle() : padded(x, windows, Double.NEGATIVE_INFINITY),
                windows.sizes(),
                windows.strides(),
                isHalfAtMost(windows) ? windows.begins() : new long[2],
                windows.dilations(),
                ceiling));
    }

    /** The mean of each window of {@code [N, C, H, W]}; what lies outside counts as 0, or not at all. */
    public Tensor averagePool(Tensor x, Windows windows, boolean ceiling, boolean countOutside) {
        return scope.make(() -> torch.avg_pool2d(
                x.handle(),
                windows.sizes(),
                windows.strides(),
                windows.begins(),
                ceiling,
                countOutside,
                new LongOptional()));
    }

    /** The matrix product over the last two axes, the others broadcast. */
    public Tensor product(Tensor a, Tensor b) {
        return scope.make(() -> torch.matmul(a.handle(), b.handle()));
    }

    private static boolean isHalfAtMost(Windows windows) {
        return windows.isEven()
                && 2 * windows.begins()[0] <= windows.sizes()[0]
                && 2 * windows.begins()[1] <= windows.sizes()[1];
    }

    /** libtorch pads both ends alike; other padding is made first. The order is last axis first. */
    private static org.bytedeco.pytorch.Tensor padded(Tensor x, Windows windows, double value) {
        long[] begins = windows.begins();
        long[] ends = windows.ends();
        return torch.constant_pad_nd(
                x.handle(), new long[] {begins[1], ends[1], begins[0], ends[0]}, new Scalar(value));
    }

    private static TensorOptional optional(Optional<Tensor> tensor) {
        return tensor.map(given -> new TensorOptional(given.handle())).orElseGet(TensorOptional::new);
    }
}
