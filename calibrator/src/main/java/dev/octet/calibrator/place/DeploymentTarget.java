package dev.octet.calibrator.place;

import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.calibrator.scheme.WeightScheme;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A runtime and its rules for integers. Placement and rewriting ask this value; neither knows a runtime by name, so a
 * target that another application makes is as good as ours. Immutable, and safe to use from any thread.
 *
 * @param name as the command line names it
 * @param activations integer format of activations
 * @param symmetry symmetric (zero point 0) or affine activations
 * @param weights integer format of weights, symmetric, one scale per output channel
 * @param levels which integers of that format weights may be
 * @param style around what the Q/DQ pairs go
 * @param int32Bias biases as int32 with scale s_x * s_w, or left in float
 * @param integerLayers layers with weights that have an integer form
 * @param integerOperators other operators that have an integer form, beside those that copy
 * @param floatActivations activation functions that stay in float between two pairs, by their first operator
 */
public record DeploymentTarget(
        String name,
        IntegerFormat activations,
        Symmetry symmetry,
        IntegerFormat weights,
        WeightScheme levels,
        QdqStyle style,
        boolean int32Bias,
        Set<String> integerLayers,
        Set<String> integerOperators,
        Set<String> floatActivations) {

    private static final int CONVERSION = 40;

    public DeploymentTarget {
        Objects.requireNonNull(name, "name");
        integerLayers = Set.copyOf(integerLayers);
        integerOperators = Set.copyOf(integerOperators);
        floatActivations = Set.copyOf(floatActivations);
        if (int32Bias && style == QdqStyle.INPUTS_ONLY) {
            throw new IllegalArgumentException("int32Bias needs pairs on inputs and outputs, style is " + style);
        }
    }

    /** Every target that can be named. */
    public static List<DeploymentTarget> all() {
        return List.of(onnxRuntime(), tensorRt());
    }

    /** The target of this name. */
    public static Optional<DeploymentTarget> named(String name) {
        return all().stream().filter(target -> target.name().equals(name)).findFirst();
    }

    /**
     * TensorRT 8.5 to 11 by explicit Q/DQ: symmetric int8, pairs on the inputs of layers and on the skip input of
     * residual sums, no pair on a bias; activations are fused behind their convolution.
     */
    public static DeploymentTarget tensorRt() {
        return new DeploymentTarget(
                "tensorrt",
                IntegerFormat.INT8,
                Symmetry.SYMMETRIC,
                IntegerFormat.INT8_NARROW,
                WeightScheme.linear(),
                QdqStyle.INPUTS_ONLY,
                false,
                Set.of("Conv", "ConvTranspose", "Gemm"),
                Set.of(),
                Set.of());
    }

    /**
     * ONNX Runtime on a CPU: affine uint8 activations with int8 weights (its fast kernels on x86), pairs on everything
     * that integer nodes read and make so that QLinearConv and its like fuse, int32 biases.
     */
    public static DeploymentTarget onnxRuntime() {
        return new DeploymentTarget(
                "onnxruntime",
                IntegerFormat.UINT8,
                Symmetry.AFFINE,
                IntegerFormat.INT8_NARROW,
                WeightScheme.linear(),
                QdqStyle.INPUTS_AND_OUTPUTS,
                true,
                Set.of("Conv"),
                Set.of("Add", "Mul", "Sigmoid", "LeakyRelu", "Relu", "Clip", "AveragePool", "GlobalAveragePool"),
                Set.of());
    }

    /**
     * TensorFlow Lite by the 8-bit quantization specification of LiteRT: affine int8 activations, int8 weights with a scale
     * for each output channel, int32 biases, whole operators in integers. Not among {@link #all()}: it writes no ONNX.
     */
    public static DeploymentTarget tflite() {
        return new DeploymentTarget(
                "tflite",
                IntegerFormat.INT8,
                Symmetry.AFFINE,
                IntegerFormat.INT8_NARROW,
                WeightScheme.linear(),
                QdqStyle.INPUTS_AND_OUTPUTS,
                true,
                Set.of("Conv"),
                Set.of(
                        "Add",
                        "Sub",
                        "Mul",
                        "Sigmoid",
                        "LeakyRelu",
                        "Relu",
                        "Clip",
                        "HardSwish",
                        "AveragePool",
                        "GlobalAveragePool"),
                Set.of());
    }

    /**
     * True when layers are brought into the forms that the runtime's integer kernels are fast on: the shape of an operator
     * decides more about the time of a byte than about that of a float.
     */
    public boolean fitsIntegerKernels() {
        return style == QdqStyle.INPUTS_AND_OUTPUTS;
    }

    /**
     * Multiply-accumulates in the time that one value takes on its way between integers and floats; 0 where conversions are
     * fused into layers. Measured on YOLOX-Nano in ONNX Runtime on 2 cores: the pair, the change of layout and the float
     * kernels around a tensor of 0.7 million values take 1.5 ms, 90 million multiply-accumulates 1.5 ms.
     */
    public int macsPerConversion() {
        return fitsIntegerKernels() ? CONVERSION : 0;
    }

    /**
     * The same target with 7-bit weights: on x86 without VNNI the sum of two uint8 x int8 products saturates at 16 bits,
     * which halved weights prevent at the price of one bit.
     */
    public DeploymentTarget withReducedRange() {
        return withWeights(IntegerFormat.INT7, levels);
    }

    /** The same target with weights of these levels. */
    public DeploymentTarget withWeights(WeightScheme scheme) {
        return withWeights(weights, scheme);
    }

    private DeploymentTarget withWeights(IntegerFormat format, WeightScheme scheme) {
        return new DeploymentTarget(
                name,
                activations,
                symmetry,
                format,
                scheme,
                style,
                int32Bias,
                integerLayers,
                integerOperators,
                floatActivations);
    }
}
