package dev.octet.bindings.libtorch;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.global.torch;

/** Arithmetic on every value, and over many. */
public final class Arithmetic {

    private final TensorScope scope;

    private Arithmetic(TensorScope scope) {
        this.scope = scope;
    }

    /** Operators whose results belong to this scope. */
    public static Arithmetic in(TensorScope scope) {
        return new Arithmetic(scope);
    }

    /** {@code a + b}, shapes broadcast. */
    public Tensor add(Tensor a, Tensor b) {
        return scope.make(() -> torch.add(a.handle(), b.handle()));
    }

    /** {@code a - b}, shapes broadcast. */
    public Tensor subtract(Tensor a, Tensor b) {
        return scope.make(() -> torch.sub(a.handle(), b.handle()));
    }

    /** {@code a * b}, shapes broadcast. */
    public Tensor multiply(Tensor a, Tensor b) {
        return scope.make(() -> torch.mul(a.handle(), b.handle()));
    }

    /** {@code a / b}, shapes broadcast; integers are divided towards zero. */
    public Tensor divide(Tensor a, Tensor b) {
        return scope.make(() -> a.isFloat() ? torch.div(a.handle(), b.handle()) : truncated(a, b));
    }

    /** {@code a} to the power of {@code b}, shapes broadcast. */
    public Tensor power(Tensor a, Tensor b) {
        return scope.make(() -> torch.pow(a.handle(), b.handle()));
    }

    /** The larger of both, shapes broadcast. */
    public Tensor maximum(Tensor a, Tensor b) {
        return scope.make(() -> torch.maximum(a.handle(), b.handle()));
    }

    /** The smaller of both, shapes broadcast. */
    public Tensor minimum(Tensor a, Tensor b) {
        return scope.make(() -> torch.minimum(a.handle(), b.handle()));
    }

    /** {@code e^x}. */
    public Tensor exponential(Tensor x) {
        return scope.make(() -> torch.exp(x.handle()));
    }

    /** The natural logarithm. */
    public Tensor logarithm(Tensor x) {
        return scope.make(() -> torch.log(x.handle()));
    }

    /** The square root. */
    public Tensor squareRoot(Tensor x) {
        return scope.make(() -> torch.sqrt(x.handle()));
    }

    /** {@code |x|}. */
    public Tensor absolute(Tensor x) {
        return scope.make(() -> torch.abs(x.handle()));
    }

    /** {@code -x}. */
    public Tensor negative(Tensor x) {
        return scope.make(() -> torch.neg(x.handle()));
    }

    /** {@code 1 / x}. */
    public Tensor reciprocal(Tensor x) {
        return scope.make(() -> torch.reciprocal(x.handle()));
    }

    /** {@code x * x}. */
    public Tensor square(Tensor x) {
        return scope.make(() -> torch.square(x.handle()));
    }

    /** The largest whole number that is not larger. */
    public Tensor floor(Tensor x) {
        return scope.make(() -> torch.floor(x.handle()));
    }

    /** The smallest whole number that is not smaller. */
    public Tensor ceiling(Tensor x) {
        return scope.make(() -> torch.ceil(x.handle()));
    }

    /** The nearest whole number, halves to even; no gradient goes through. */
    public Tensor round(Tensor x) {
        return scope.make(() -> torch.round(x.handle()));
    }

    /** The error function. */
    public Tensor errorFunction(Tensor x) {
        return scope.make(() -> torch.erf(x.handle()));
    }

    /** The sine. */
    public Tensor sine(Tensor x) {
        return scope.make(() -> torch.sin(x.handle()));
    }

    /** The cosine. */
    public Tensor cosine(Tensor x) {
        return scope.make(() -> torch.cos(x.handle()));
    }

    /** {@code factor * x}. */
    public Tensor scaled(Tensor x, double factor) {
        return scope.make(() -> torch.mul(x.handle(), new Scalar(factor)));
    }

    /** {@code x + offset}. */
    public Tensor shifted(Tensor x, double offset) {
        return scope.make(() -> torch.add(x.handle(), new Scalar(offset)));
    }

    /** {@code min} where lower, {@code max} where higher; infinite bounds do not bound. */
    public Tensor clipped(Tensor x, double min, double max) {
        return scope.make(() -> torch.clamp(x.handle(), bound(min), bound(max)));
    }

    /** The sum of all values, a scalar. */
    public Tensor sum(Tensor x) {
        return scope.make(() -> x.handle().sum());
    }

    /** The sum over some axes. */
    public Tensor sum(Tensor x, boolean keepAxes, long... axes) {
        return scope.make(() -> x.handle().sum(axes, keepAxes, new ScalarTypeOptional()));
    }

    /** The mean of all values, a scalar. */
    public Tensor mean(Tensor x) {
        return scope.make(() -> x.handle().mean());
    }

    /** The mean over some axes. */
    public Tensor mean(Tensor x, boolean keepAxes, long... axes) {
        return scope.make(() -> x.handle().mean(axes, keepAxes, new ScalarTypeOptional()));
    }

    /** The largest value over some axes. */
    public Tensor maximum(Tensor x, boolean keepAxes, long... axes) {
        return scope.make(() -> torch.amax(x.handle(), axes, keepAxes));
    }

    /** The smallest value over some axes. */
    public Tensor minimum(Tensor x, boolean keepAxes, long... axes) {
        return scope.make(() -> torch.amin(x.handle(), axes, keepAxes));
    }

    /** The place of the largest value along an axis, int64. */
    public Tensor placeOfMaximum(Tensor x, long axis, boolean keepAxis) {
        return scope.make(() -> torch.argmax(x.handle(), new LongOptional(axis), keepAxis));
    }

    /** 1 where a value is larger than the bound, else 0; float32 without a gradient. */
    public Tensor above(Tensor x, double bound) {
        return scope.make(() -> torch.gt(x.handle(), new Scalar(bound)).to(torch.ScalarType.Float));
    }

    private static org.bytedeco.pytorch.Tensor truncated(Tensor a, Tensor b) {
        return torch.div(a.handle(), b.handle(), new StringViewOptional("trunc"));
    }

    private static ScalarOptional bound(double value) {
        return Double.isInfinite(value) ? new ScalarOptional() : new ScalarOptional(new Scalar(value));
    }
}
