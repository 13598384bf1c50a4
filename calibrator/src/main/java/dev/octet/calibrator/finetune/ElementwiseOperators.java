package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Activations;
import dev.octet.bindings.libtorch.Arithmetic;
import dev.octet.bindings.libtorch.Tensor;
import dev.octet.calibrator.model.Graph;
import dev.octet.calibrator.model.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Operators on each value: arithmetic, activations, clipping, casts. */
final class ElementwiseOperators {

    private static final int FLOAT = 1;
    private static final int INT32 = 6;
    private static final int INT64 = 7;

    private ElementwiseOperators() {}

    /** One value in, one value out. */
    private interface OfArithmetic {
        Tensor apply(Arithmetic arithmetic, Tensor x);
    }

    /** The same, an activation. */
    private interface OfActivations {
        Tensor apply(Activations activations, Tensor x);
    }

    /** Two values in, one value out. */
    private interface OfTwo {
        Tensor apply(Arithmetic arithmetic, Tensor a, Tensor b);
    }

    static Map<String, TorchOperator> all() {
        Map<String, TorchOperator> all = new HashMap<>();
        all.putAll(arithmetic());
        all.putAll(activations());
        all.put("Cast", TorchOperator.of(ElementwiseOperators::cast).where(ElementwiseOperators::uncommonType));
        all.put(
                "Clip",
                TorchOperator.of(run -> run.arithmetic()
                        .clipped(
                                run.input(0),
                                run.number(1, Double.NEGATIVE_INFINITY),
                                run.number(2, Double.POSITIVE_INFINITY))));
        return all;
    }

    private static Map<String, TorchOperator> arithmetic() {
        Map<String, TorchOperator> all = new HashMap<>();
        all.put("Add", two(Arithmetic::add));
        all.put("Sub", two(Arithmetic::subtract));
        all.put("Mul", two(Arithmetic::multiply));
        all.put("Div", two(Arithmetic::divide));
        all.put("Pow", two(Arithmetic::power));
        all.put("Max", many(Arithmetic::maximum));
        all.put("Min", many(Arithmetic::minimum));
        all.put("Sum", many(Arithmetic::add));
        all.put("Exp", one(Arithmetic::exponential));
        all.put("Log", one(Arithmetic::logarithm));
        all.put("Sqrt", one(Arithmetic::squareRoot));
        all.put("Abs", one(Arithmetic::absolute));
        all.put("Neg", one(Arithmetic::negative));
        all.put("Reciprocal", one(Arithmetic::reciprocal));
        all.put("Floor", one(Arithmetic::floor));
        all.put("Ceil", one(Arithmetic::ceiling));
        all.put("Round", one(Arithmetic::round));
        all.put("Erf", one(Arithmetic::errorFunction));
        all.put("Sin", one(Arithmetic::sine));
        all.put("Cos", one(Arithmetic::cosine));
        return all;
    }

    private static Map<String, TorchOperator> activations() {
        Map<String, TorchOperator> all = new HashMap<>();
        all.put("Sigmoid", active(Activations::sigmoid));
        all.put("Tanh", active(Activations::tanh));
        all.put("Relu", active(Activations::relu));
        all.put("Softplus", active(Activations::softplus));
        all.put("Mish", active(Activations::mish));
        all.put("HardSwish", active(Activations::hardSwish));
        all.put(
                "LeakyRelu",
                TorchOperator.of(run -> run.activations()
                        .leakyRelu(run.input(0), run.attributes().number("alpha", 0.01f))));
        all.put("PRelu", TorchOperator.of(ElementwiseOperators::slopedRelu));
        all.put(
                "Elu",
                TorchOperator.of(run ->
                        run.activations().elu(run.input(0), run.attributes().number("alpha", 1))));
        all.put(
                "HardSigmoid",
                TorchOperator.of(run -> run.activations()
                        .hardSigmoid(
                                run.input(0),
                                run.attributes().number("alpha", 0.2f),
                                run.attributes().number("beta", 0.5f))));
        all.put("Softmax", TorchOperator.of(ElementwiseOperators::softmax));
        all.put("LogSoftmax", TorchOperator.of(run -> run.arithmetic().logarithm(softmax(run))));
        return all;
    }

    private static Tensor softmax(NodeRun run) {
        return run.activations().softmax(run.input(0), run.axis(run.attributes().integer("axis", -1), 0));
    }

    /** With slopes that broadcast, as ONNX has them: {@code max(x, 0) + slope * min(x, 0)}. */
    private static Tensor slopedRelu(NodeRun run) {
        Tensor x = run.input(0);
        Tensor above = run.activations().relu(x);
        Tensor below = run.arithmetic().subtract(x, above);
        return run.arithmetic().add(above, run.arithmetic().multiply(run.input(1), below));
    }

    private static Tensor cast(NodeRun run) {
        Tensor x = run.input(0);
        return run.attributes().integer("to", FLOAT) == FLOAT
                ? run.layout().asFloats(x)
                : run.layout().asLongs(x);
    }

    private static Optional<String> uncommonType(Graph graph, Node node) {
        long to = node.attributes().integer("to", FLOAT);
        return to == FLOAT || to == INT32 || to == INT64 ? Optional.empty() : Optional.of("type " + to);
    }

    private static TorchOperator one(OfArithmetic operator) {
        return TorchOperator.of(run -> operator.apply(run.arithmetic(), run.input(0)));
    }

    private static TorchOperator active(OfActivations operator) {
        return TorchOperator.of(run -> operator.apply(run.activations(), run.input(0)));
    }

    private static TorchOperator two(OfTwo operator) {
        return TorchOperator.of(run -> operator.apply(run.arithmetic(), run.input(0), run.input(1)));
    }

    private static TorchOperator many(OfTwo operator) {
        return TorchOperator.of(run -> {
            Tensor result = run.input(0);
            for (int i = 1; i < run.inputCount(); i++) {
                result = operator.apply(run.arithmetic(), result, run.input(i));
            }
            return run.inputCount() == 1 ? run.layout().reshaped(result, result.shape()) : result;
        });
    }
}
