package dev.octet.runner.engine.layers;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One layer of an engine, which often is several nodes of the ONNX model fused.
 *
 * @param index its place in the engine, from 0
 * @param name TensorRT's name of it
 * @param type TensorRT's type of it, such as {@code CaskConvolution}, {@code Reformat} or {@code kgen}
 * @param origin why a Reformat is there: {@code REFORMAT}, {@code QDQ}, {@code CAST}; else empty
 * @param inputs what it reads
 * @param outputs what it writes
 * @param weights the type of its weights; {@code UNKNOWN} where it has none or they are not told
 * @param tactic the name of its kernel; empty where it is not told
 * @param nodeNames candidates for the names of its ONNX nodes, in order
 */
public record EngineLayer(
        int index,
        String name,
        String type,
        String origin,
        List<EngineTensor> inputs,
        List<EngineTensor> outputs,
        LayerPrecision weights,
        String tactic,
        List<String> nodeNames) {

    private static final Set<String> PASSIVE = Set.of("noop", "constant", "signal", "wait", "shapehostlayer");

    public EngineLayer {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nodeNames = List.copyOf(nodeNames);
    }

    /** What it is there for, as far as the layer itself tells. */
    public LayerRole role() {
        String kind = type.toLowerCase(Locale.ROOT);
        if (PASSIVE.contains(kind) || outputs.isEmpty()) {
            return LayerRole.PASSIVE;
        }
        if (kind.equals("dequantize")) {
            return LayerRole.DEQUANTIZE;
        }
        if (kind.endsWith("quantize")) {
            return LayerRole.QUANTIZE;
        }
        if (kind.equals("cast") || origin.equals("CAST")) {
            return LayerRole.CAST;
        }
        if (kind.equals("reformat")) {
            return origin.equals("QDQ") ? conversion(LayerRole.REFORMAT) : LayerRole.REFORMAT;
        }
        if (kind.equals("scale")) {
            return conversion(LayerRole.COMPUTE);
        }
        return isPlumbing() ? LayerRole.PASSIVE : LayerRole.COMPUTE;
    }

    /** Into INT8 or out of it, by the tensors or, where those are not told, by the name. */
    LayerRole conversion(LayerRole otherwise) {
        LayerPrecision from = from();
        LayerPrecision to = to();
        if (from == LayerPrecision.UNKNOWN && to == LayerPrecision.UNKNOWN) {
            String lower = name.toLowerCase(Locale.ROOT);
            return lower.contains("dequantize")
                    ? LayerRole.DEQUANTIZE
                    : lower.contains("quantize") ? LayerRole.QUANTIZE : otherwise;
        }
        if ((from == LayerPrecision.INT8) == (to == LayerPrecision.INT8)) {
            return otherwise;
        }
        return to == LayerPrecision.INT8 ? LayerRole.QUANTIZE : LayerRole.DEQUANTIZE;
    }

    /** Shapes, indices and conditions. */
    private boolean isPlumbing() {
        return !outputs.isEmpty()
                && outputs.stream().allMatch(tensor -> tensor.precision() == LayerPrecision.OTHER)
                && inputs.stream().allMatch(tensor -> tensor.precision() == LayerPrecision.OTHER);
    }

    /** The type of the first input. */
    LayerPrecision from() {
        return inputs.isEmpty() ? LayerPrecision.UNKNOWN : inputs.get(0).precision();
    }

    /** The type of the first output. */
    LayerPrecision to() {
        return outputs.isEmpty() ? LayerPrecision.UNKNOWN : outputs.get(0).precision();
    }

    /**
     * What it computes in: the type of its weights; without weights the kernel's where that is a matrix product, else INT8
     * where all that it reads and writes is INT8, else the float type that it reads or writes.
     */
    public LayerPrecision precision() {
        if (weights != LayerPrecision.UNKNOWN) {
            return weights == LayerPrecision.INT8 && from().isFloat() ? from() : weights;
        }
        LayerPrecision kernel = LayerPrecision.ofTactic(tactic);
        if (kernel == LayerPrecision.INT8 || (from() == LayerPrecision.UNKNOWN && to() == LayerPrecision.UNKNOWN)) {
            return kernel;
        }
        return Stream.concat(inputs.stream(), outputs.stream())
                .map(EngineTensor::precision)
                .filter(LayerPrecision::isFloat)
                .findFirst()
                .orElse(from() == LayerPrecision.UNKNOWN ? to() : from());
    }

    /** True where it multiplies by stored weights. */
    boolean hasWeights() {
        return weights != LayerPrecision.UNKNOWN || type.contains("Convolution") || type.contains("Deconv");
    }

    /** From which format to which, such as {@code INT8 NC/32HW32 > FP16 NHWC8}. */
    public String change() {
        String read = inputs.isEmpty() ? "?" : inputs.get(0).format();
        String written = outputs.isEmpty() ? "?" : outputs.get(0).format();
        return read + " > " + written;
    }
}
