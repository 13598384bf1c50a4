package dev.octet.bindings.libtorch;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/**
 * Rounds values as integers would and lets gradients through.
 *
 * <p>Forward: {@code y = (clamp(round(x / s) + z, q_min, q_max) - z) * s}, halves to even, {@code x / s} as
 * {@code x * (1 / s)} in float32. Backward to {@code x}: the gradient where {@code round(x / s) + z} lies inside the bounds,
 * 0 elsewhere (straight-through estimator). Backward to the logarithm {@code t} of the scale, {@code s = s_0 e^t}: the sum of
 * the gradient times {@code y - x} inside and {@code y} outside, times a factor; this is {@code s} times the gradient of
 * LSQ (Esser et al., Learned Step Size Quantization, ICLR 2020, equation 3, with its gradient scale as the factor).
 */
public final class FakeQuantization {

    private final TensorScope scope;

    private FakeQuantization(TensorScope scope) {
        this.scope = scope;
    }

    /** Roundings whose results belong to this scope. */
    public static FakeQuantization in(TensorScope scope) {
        return new FakeQuantization(scope);
    }

    /**
     * What learns a scale.
     *
     * @param logarithm {@code t}, one value, or one a channel; its value is part of the scale already
     * @param factor of its gradient
     */
    public record Learned(Tensor logarithm, double factor) {}

    /**
     * One scale for all values.
     *
     * @param x float32
     * @param scale {@code s}
     * @param zeroPoint {@code z}
     * @param min {@code q_min}
     * @param max {@code q_max}
     * @param learned what the scale's gradient goes to, if anything
     */
    public Tensor perTensor(Tensor x, float scale, int zeroPoint, int min, int max, Optional<Learned> learned) {
        if (learned.isEmpty()) {
            return scope.make(() -> torch.fake_quantize_per_tensor_affine(x.handle(), scale, zeroPoint, min, max));
        }
        return scope.make(() -> {
            T_TensorTensor_T both =
                    torch.fake_quantize_per_tensor_affine_cachemask(x.handle(), scale, zeroPoint, min, max);
            return withScale(both.get0(), x.handle(), both.get1(), learned.get());
        });
    }

    /**
     * A scale for each channel, zero point 0.
     *
     * @param x float32
     * @param scales one for each channel
     * @param axis the channels' axis
     * @param min lowest integer
     * @param max highest integer
     */
    public Tensor perChannel(Tensor x, float[] scales, int axis, int min, int max) {
        return scope.make(() -> {
            org.bytedeco.pytorch.Tensor given = onDevice(org.bytedeco.pytorch.AbstractTensor.create(scales), x);
            org.bytedeco.pytorch.Tensor zeros =
                    onDevice(org.bytedeco.pytorch.AbstractTensor.create(new int[scales.length]), x);
            return torch.fake_quantize_per_channel_affine(x.handle(), given, zeros, axis, min, max);
        });
    }

    /**
     * To the nearest of some integers, halves up, with a scale for each channel.
     *
     * @param x float32
     * @param scales one for each channel
     * @param axis the channels' axis
     * @param levels the integers, rising
     */
    public Tensor toLevels(Tensor x, float[] scales, int axis, int[] levels) {
        float[] values = new float[levels.length];
        float[] middles = new float[levels.length - 1];
        for (int i = 0; i < levels.length; i++) {
            values[i] = levels[i];
            if (i > 0) {
                middles[i - 1] = (levels[i - 1] + levels[i]) / 2.0f;
            }
        }
        long[] shape = perChannel(x.rank(), axis, scales.length);
        return scope.make(() -> {
            org.bytedeco.pytorch.Tensor given = onDevice(org.bytedeco.pytorch.AbstractTensor.create(scales), x)
                    .reshape(shape);
            org.bytedeco.pytorch.Tensor input = x.handle().detach();
            org.bytedeco.pytorch.Tensor units = torch.div(input, given);
            org.bytedeco.pytorch.Tensor places = torch.bucketize(
                    units, onDevice(org.bytedeco.pytorch.AbstractTensor.create(middles), x), false, true);
            org.bytedeco.pytorch.Tensor nearest = onDevice(org.bytedeco.pytorch.AbstractTensor.create(values), x)
                    .index_select(0, places.reshape(-1))
                    .reshape(x.shape());
            org.bytedeco.pytorch.Tensor rounded = torch.mul(nearest, given);
            org.bytedeco.pytorch.Tensor inside = torch.logical_and(
                            units.ge(new org.bytedeco.pytorch.Scalar(levels[0] - 0.5)),
                            units.le(new org.bytedeco.pytorch.Scalar(levels[levels.length - 1] + 0.5)))
                    .to(torch.ScalarType.Float);
            // The value of the first term, the gradient of the second, whose value is 0.
            return torch.addcmul(rounded, torch.sub(x.handle(), input), inside);
        });
    }

    /**
     * Rounded values on other scales: {@code y = x * s'/s} by channel. The integers stay, so that a scale that moves
     * is nothing but a gain: no value changes sides. Backward to {@code x}: the gradient times the ratio; to the logarithm of
     * {@code s'}: the sum over the channel of the gradient times {@code y}, times the factor.
     *
     * @param x float32, rounded with the scales {@code s}
     * @param ratios {@code s'/s}, one for each channel, or one for all
     * @param axis the channels' axis
     * @param learned what the scales' gradients go to
     */
    public Tensor rescaled(Tensor x, float[] ratios, int axis, Learned learned) {
        long[] shape = ratios.length == 1 ? new long[] {1} : perChannel(x.rank(), axis, ratios.length);
        return scope.make(() -> {
            org.bytedeco.pytorch.Tensor logarithm = learned.logarithm().handle();
            org.bytedeco.pytorch.Tensor nothing = torch.mul(
                    torch.sub(logarithm, logarithm.detach()), new org.bytedeco.pytorch.Scalar(learned.factor()));
            org.bytedeco.pytorch.Tensor given = onDevice(org.bytedeco.pytorch.AbstractTensor.create(ratios), x);
            return torch.mul(x.handle(), torch.addcmul(given, given, nothing).reshape(shape));
        });
    }

    /**
     * To whole steps, a step for each value of the last axis, without bounds: biases as a layer's accumulator holds them.
     *
     * @param x float32
     * @param steps one for each value of the last axis, or one
     */
    public Tensor toSteps(Tensor x, float[] steps) {
        return scope.make(() -> {
            org.bytedeco.pytorch.Tensor unit = onDevice(org.bytedeco.pytorch.AbstractTensor.create(steps), x);
            org.bytedeco.pytorch.Tensor input = x.handle().detach();
            org.bytedeco.pytorch.Tensor rounded = torch.mul(torch.round(torch.div(input, unit)), unit);
            return torch.add(x.handle(), torch.sub(rounded, input));
        });
    }

    /** To the nearest half-precision number. */
    public Tensor toHalves(Tensor x) {
        return scope.make(() -> {
            org.bytedeco.pytorch.Tensor input = x.handle().detach();
            org.bytedeco.pytorch.Tensor rounded =
                    input.to(torch.ScalarType.Half).to(torch.ScalarType.Float);
            return torch.add(x.handle(), torch.sub(rounded, input));
        });
    }

    /** Adds a term whose value is 0 and whose gradient to the logarithm is that of the scale. */
    private static org.bytedeco.pytorch.Tensor withScale(
            org.bytedeco.pytorch.Tensor rounded,
            org.bytedeco.pytorch.Tensor x,
            org.bytedeco.pytorch.Tensor inside,
            Learned learned) {
        org.bytedeco.pytorch.Tensor slope = Gradients.off(() -> torch.addcmul(
                rounded.detach(),
                x.detach(),
                inside.to(torch.ScalarType.Float),
                new org.bytedeco.pytorch.Scalar(-1.0)));
        org.bytedeco.pytorch.Tensor logarithm = learned.logarithm().handle();
        org.bytedeco.pytorch.Tensor nothing =
                torch.mul(torch.sub(logarithm, logarithm.detach()), new org.bytedeco.pytorch.Scalar(learned.factor()));
        return torch.addcmul(rounded, nothing, slope);
    }

    private static long[] perChannel(int rank, int axis, int channels) {
        long[] shape = new long[rank];
        Arrays.fill(shape, 1);
        shape[axis] = channels;
        return shape;
    }

    private static org.bytedeco.pytorch.Tensor onDevice(org.bytedeco.pytorch.Tensor made, Tensor like) {
        return like.handle().is_cuda() ? made.to(like.handle().device(), made.scalar_type()) : made;
    }
}
