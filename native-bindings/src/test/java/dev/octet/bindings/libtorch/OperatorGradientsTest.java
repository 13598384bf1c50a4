package dev.octet.bindings.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of every operator against finite differences of a weighted sum of its output. */
class OperatorGradientsTest implements NeedsLibTorch {

    private static final long SEED = 5;
    private static final double STEP = 1e-2;

    /** An operator on {@code [1, 2, 4, 4]}, made a function of one tensor. */
    private interface Operator {
        Tensor apply(Tensor x, TensorScope scope);
    }

    private static final Map<String, Operator> OPERATORS = operators();

    static List<String> names() {
        return List.copyOf(OPERATORS.keySet());
    }

    private static Map<String, Operator> operators() {
        Map<String, Operator> all = new LinkedHashMap<>();
        all.put("add", (x, s) -> Arithmetic.in(s).add(x, other(s)));
        all.put("subtract", (x, s) -> Arithmetic.in(s).subtract(other(s), x));
        all.put("multiply", (x, s) -> Arithmetic.in(s).multiply(x, other(s)));
        all.put("divide", (x, s) -> Arithmetic.in(s).divide(other(s), x));
        all.put("power", (x, s) -> Arithmetic.in(s).power(x, other(s)));
        all.put("maximum", (x, s) -> Arithmetic.in(s).maximum(x, other(s)));
        all.put("minimum", (x, s) -> Arithmetic.in(s).minimum(x, other(s)));
        all.put("exponential", (x, s) -> Arithmetic.in(s).exponential(x));
        all.put("logarithm", (x, s) -> Arithmetic.in(s).logarithm(x));
        all.put("square root", (x, s) -> Arithmetic.in(s).squareRoot(x));
        all.put("absolute", (x, s) -> Arithmetic.in(s).absolute(x));
        all.put("negative", (x, s) -> Arithmetic.in(s).negative(x));
        all.put("reciprocal", (x, s) -> Arithmetic.in(s).reciprocal(x));
        all.put("square", (x, s) -> Arithmetic.in(s).square(x));
        all.put("error function", (x, s) -> Arithmetic.in(s).errorFunction(x));
        all.put("sine", (x, s) -> Arithmetic.in(s).sine(x));
        all.put("cosine", (x, s) -> Arithmetic.in(s).cosine(x));
        all.put("scaled", (x, s) -> Arithmetic.in(s).scaled(x, -1.5));
        all.put("shifted", (x, s) -> Arithmetic.in(s).shifted(x, 2));
        all.put("clipped", (x, s) -> Arithmetic.in(s).clipped(x, 0.82, 1.58));
        all.put("sum", (x, s) -> Arithmetic.in(s).sum(x, true, 1, 3));
        all.put("mean", (x, s) -> Arithmetic.in(s).mean(x, false, 2));
        all.put("largest", (x, s) -> Arithmetic.in(s).maximum(x, true, 1));
        all.put("smallest", (x, s) -> Arithmetic.in(s).minimum(x, true, 1));
        all.put("sigmoid", (x, s) -> Activations.in(s).sigmoid(x));
        all.put("silu", (x, s) -> Activations.in(s).silu(x));
        all.put("relu", (x, s) -> Activations.in(s).relu(around(x, s)));
        all.put("leaky relu", (x, s) -> Activations.in(s).leakyRelu(around(x, s), 0.1));
        all.put(
                "sloped relu",
                (x, s) -> Activations.in(s).slopedRelu(around(x, s), s.floats(new float[] {0.2f, 0.3f}, 2)));
        all.put("elu", (x, s) -> Activations.in(s).elu(around(x, s), 1.2));
        all.put("tanh", (x, s) -> Activations.in(s).tanh(x));
        all.put("softplus", (x, s) -> Activations.in(s).softplus(x));
        all.put("mish", (x, s) -> Activations.in(s).mish(x));
        all.put("gelu", (x, s) -> Activations.in(s).gelu(x));
        all.put("hard swish", (x, s) -> Activations.in(s).hardSwish(x));
        all.put("hard sigmoid", (x, s) -> Activations.in(s).hardSigmoid(x, 0.2, 0.5));
        all.put("softmax", (x, s) -> Activations.in(s).softmax(x, 3));
        all.put("convolution", (x, s) -> Layers.in(s).convolution(x, filter(s, 3, 2), bias(s, 3), windows(1, 1)));
        all.put(
                "grouped convolution, uneven padding",
                (x, s) -> Layers.in(s).convolution(x, filter(s, 4, 1), bias(s, 4), uneven()));
        all.put(
                "transposed convolution",
                (x, s) -> Layers.in(s).transposedConvolution(x, filter(s, 2, 3), bias(s, 3), windows(2, 1), 1, 1));
        all.put(
                "batch norm",
                (x, s) ->
                        Layers.in(s).batchNorm(x, pair(s, 2, 3), pair(s, 0, 1), pair(s, 1, 2), pair(s, 0.5f, 2), 1e-3));
        all.put("max pool", (x, s) -> Layers.in(s).maxPool(x, windows(2, 1), false));
        all.put("average pool", (x, s) -> Layers.in(s).averagePool(x, windows(2, 1), false, true));
        all.put("product", (x, s) -> Layers.in(s).product(x, s.floats(random(8, 8), 4, 2)));
        all.put("reshaped", (x, s) -> Layout.in(s).reshaped(x, 4, 8));
        all.put("permuted", (x, s) -> Layout.in(s).permuted(x, 0, 2, 3, 1));
        all.put("slice", (x, s) -> Layout.in(s).slice(x, 2, 1, 4, 2));
        all.put("flipped", (x, s) -> Layout.in(s).flipped(x, 3));
        all.put("split", (x, s) -> Layout.in(s).split(x, 3, 1, 3).get(1));
        all.put("joined", (x, s) -> Layout.in(s).joined(List.of(x, other(s), x), 1));
        all.put("chosen", (x, s) -> Layout.in(s).chosen(x, 2, s.longs(new long[] {3, 0, 3}, 3)));
        all.put("gathered", (x, s) -> Layout.in(s).gathered(x, 3, s.longs(new long[] {1, 1, 2, 0}, 1, 1, 2, 2)));
        all.put("expanded", (x, s) -> Layout.in(s).expanded(Layout.in(s).reshaped(x, 1, 32), 3, 32));
        all.put("tiled", (x, s) -> Layout.in(s).tiled(x, 1, 2, 1, 1));
        all.put("padded", (x, s) -> Layout.in(s).padded(x, new long[] {0, 0, 1, 0}, new long[] {0, 0, 2, 1}, 0.5));
        all.put("repeated", (x, s) -> Layout.in(s).repeated(x, 8, 12));
        return all;
    }

    @ParameterizedTest
    @MethodSource("names")
    void gradients_are_those_of_finite_differences(String name) {
        Operator operator = OPERATORS.get(name);
        float[] x = random(SEED, 32);
        float[] analytic;
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            Tensor input = scope.floats(x, 1, 2, 4, 4).requireGradient();
            loss(operator.apply(input, scope), scope).backward();
            analytic = scope.gradient(input).floats();
        }
        for (int i = 0; i < x.length; i++) {
            double expected = (at(operator, x, i, STEP) - at(operator, x, i, -STEP)) / (2 * STEP);
            assertThat((double) analytic[i])
                    .as("%s, seed %d, value %d = %s", name, SEED, i, x[i])
                    .isCloseTo(expected, within(5e-3 * Math.max(1, Math.abs(expected))));
        }
    }

    private static double at(Operator operator, float[] x, int index, double step) {
        float[] moved = x.clone();
        moved[index] += (float) step;
        try (TensorScope scope = TensorScope.open(TorchDevice.cpu())) {
            return loss(operator.apply(scope.floats(moved, 1, 2, 4, 4), scope), scope)
                    .item();
        }
    }

    private static Tensor loss(Tensor output, TensorScope scope) {
        Tensor weights = scope.floats(random(9, (int) output.elementCount()), output.shape());
        return Arithmetic.in(scope).sum(Arithmetic.in(scope).multiply(output, weights));
    }

    /** Multiples of 0.04 from 0.6 to 1.84, shuffled: no two are so near that a step swaps them, none is at a kink. */
    private static float[] random(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 0.6f + 0.04f * (i % 32);
        }
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            float kept = values[i];
            values[i] = values[other];
            values[other] = kept;
        }
        return values;
    }

    /** Between the multiples of {@link #random}. */
    private static Tensor other(TensorScope scope) {
        return Arithmetic.in(scope).shifted(scope.floats(random(3, 32), 1, 2, 4, 4), 0.02);
    }

    /** Below and above zero, never nearer to it than 0.02. */
    private static Tensor around(Tensor x, TensorScope scope) {
        return Arithmetic.in(scope).shifted(x, -1.22);
    }

    private static Tensor filter(TensorScope scope, int outputs, int inputs) {
        return scope.floats(random(4, outputs * inputs * 9), outputs, inputs, 3, 3);
    }

    private static Optional<Tensor> bias(TensorScope scope, int outputs) {
        return Optional.of(scope.floats(random(6, outputs), outputs));
    }

    private static Tensor pair(TensorScope scope, float first, float second) {
        return scope.floats(new float[] {first, second}, 2);
    }

    private static Windows windows(long stride, long pad) {
        long[] pads = {pad, pad};
        return new Windows(new long[] {3, 3}, new long[] {stride, stride}, pads, pads, new long[] {1, 1}, 1);
    }

    private static Windows uneven() {
        return new Windows(
                new long[] {3, 3}, new long[] {2, 1}, new long[] {0, 1}, new long[] {1, 2}, new long[] {1, 1}, 2);
    }
}
