package dev.octet.bindings.libtorch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/** Activation functions. */
public final class Activations {

    private final TensorScope scope;

    private Activations(TensorScope scope) {
        this.scope = scope;
    }

    /** Operators whose results belong to this scope. */
    public static Activations in(TensorScope scope) {
        return new Activations(scope);
    }

    /** {@code 1 / (1 + e^-x)}. */
    public Tensor sigmoid(Tensor x) {
        return scope.make(() -> torch.sigmoid(x.handle()));
    }

    /** {@code x * sigmoid(x)}. */
    public Tensor silu(Tensor x) {
        return scope.make(() -> torch.silu(x.handle()));
    }

    /** {@code max(x, 0)}. */
    public Tensor relu(Tensor x) {
        return scope.make(() -> torch.relu(x.handle()));
    }

    /** The hyperbolic tangent. */
    public Tensor tanh(Tensor x) {
        return scope.make(() -> torch.tanh(x.handle()));
    }

    /** {@code ln(1 + e^x)}. */
    public Tensor softplus(Tensor x) {
        return scope.make(() -> torch.softplus(x.handle()));
    }

    /** {@code x * tanh(softplus(x))}. */
    public Tensor mish(Tensor x) {
        return scope.make(() -> torch.mish(x.handle()));
    }

    /** {@code x * max(0, min(1, x / 6 + 1 / 2))}. */
    public Tensor hardSwish(Tensor x) {
        return scope.make(() -> torch.hardswish(x.handle()));
    }

    /** {@code x * (1 + erf(x / sqrt 2)) / 2}. */
    public Tensor gelu(Tensor x) {
        return scope.make(() -> torch.gelu(x.handle()));
    }

    /** {@code x} where positive, else {@code slope * x}. */
    public Tensor leakyRelu(Tensor x, double slope) {
        return scope.make(() -> torch.leaky_relu(x.handle(), new Scalar(slope)));
    }

    /** {@code x} where positive, else {@code slope * x} with a slope for each channel of {@code [N, C, ...]}. */
    public Tensor slopedRelu(Tensor x, Tensor slopes) {
        return scope.make(() -> torch.prelu(x.handle(), slopes.handle().reshape(-1)));
    }

    /** {@code x} where positive, else {@code alpha * (e^x - 1)}. */
    public Tensor elu(Tensor x, double alpha) {
        return scope.make(() -> torch.elu(x.handle(), new Scalar(alpha), new Scalar(1.0), new Scalar(1.0)));
    }

    /** {@code max(0, min(1, alpha * x + beta))}. */
    public Tensor hardSigmoid(Tensor x, double alpha, double beta) {
        Arithmetic arithmetic = Arithmetic.in(scope);
        return arithmetic.clipped(arithmetic.shifted(arithmetic.scaled(x, alpha), beta), 0, 1);
    }

    /** {@code e^x} over its sum along an axis. */
    public Tensor softmax(Tensor x, long axis) {
        return scope.make(() -> torch.softmax(x.handle(), axis));
    }
}
