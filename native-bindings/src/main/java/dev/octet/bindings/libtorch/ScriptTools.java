package dev.octet.bindings.libtorch;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;

/** What libtorch makes of integers, by operators that only TorchScript reaches. Owner of a module that calls them. */
final class ScriptTools implements AutoCloseable {

    private static final ScriptSource SOURCE = new ScriptSource(
            "Tools",
            List.of(),
            "  def per_tensor(self: __torch__.Tools, q: Tensor, scale: float, zero: int) -> Tensor:\n"
                    + "    return torch._make_per_tensor_quantized_tensor(q, scale, zero)\n"
                    + "  def per_channel(self: __torch__.Tools, q: Tensor, scales: Tensor, zeros: Tensor, axis: int)"
                    + " -> Tensor:\n"
                    + "    return torch._make_per_channel_quantized_tensor(q, scales, zeros, axis)\n"
                    + "  def convolution(self: __torch__.Tools, weights: Tensor, bias: Optional[Tensor], s0: int, s1: int,"
                    + " p0: int, p1: int, d0: int, d1: int, groups: int)"
                    + " -> __torch__.torch.classes.quantized.Conv2dPackedParamsBase:\n"
                    + "    return ops.quantized.conv2d_prepack(weights, bias, [s0, s1], [p0, p1], [d0, d1], groups)\n");

    private final JitModule module;

    @MustBeClosed
    ScriptTools() {
        this.module = ScriptModule.parsed(SOURCE);
    }

    /** A quantized tensor. */
    IValue tensor(QuantizedWeights weights) {
        IValue integers = new IValue(AbstractTensor.create(weights.integers(), weights.signed(), weights.shape()));
        if (weights.axis() == QuantizedWeights.NO_AXIS) {
            return call("per_tensor", integers, new IValue((double) weights.scales()[0]), new IValue((long)
                    weights.zeroPoints()[0]));
        }
        double[] scales = new double[weights.scales().length];
        long[] zeros = new long[scales.length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = weights.scales()[i];
            zeros[i] = weights.zeroPoints()[i];
        }
        return call(
                "per_channel",
                integers,
                new IValue(AbstractTensor.create(scales)),
                new IValue(AbstractTensor.create(zeros)),
                new IValue((long) weights.axis()));
    }

    /** Weights and bias packed for integer convolutions. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    IValue convolution(QuantizedWeights weights, Optional<float[]> bias, Windows windows) {
        IValue none = new IValue();
        return call(
                "convolution",
                tensor(weights),
                bias.map(values -> new IValue(AbstractTensor.create(values))).orElse(none),
                new IValue(windows.strides()[0]),
                new IValue(windows.strides()[1]),
                new IValue(windows.begins()[0]),
                new IValue(windows.begins()[1]),
                new IValue(windows.dilations()[0]),
                new IValue(windows.dilations()[1]),
                new IValue(windows.groups()));
    }

    private IValue call(String method, IValue... arguments) {
        return module.get_method(method).apply(new IValueVector(arguments));
    }

    @Override
    public void close() {
        module.close();
    }
}
