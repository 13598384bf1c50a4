package dev.octet.calibrator.compare;

import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.expose.RunnablePart;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Runs two models on the same samples and compares the float tensors that both have by name, such as a float model and
 * its Q/DQ model. Memory holds the tensors of one slice of the network and one sample at a time.
 */
public final class ModelComparison {

    /** Tensors that are made outputs at once. */
    private static final int SLICE = 32;

    private final OnnxModel first;
    private final Predicate<String> secondHas;
    private final Function<List<String>, Session> second;

    private ModelComparison(OnnxModel first, Predicate<String> secondHas, Function<List<String>, Session> second) {
        this.first = first;
        this.secondHas = secondHas;
        this.second = second;
    }

    /**
     * The differences, in the first model's order.
     *
     * @param first the reference
     * @param second the other model, with the same inputs
     * @param samples inputs of both
     * @param leftOut tensors not to compare, such as those that a repair has scaled
     * @param progress told after each slice of the network
     */
    public static List<TensorDifference> of(
            OnnxModel first,
            OnnxModel second,
            List<Map<String, FloatTensor>> samples,
            Set<String> leftOut,
            ProgressListener progress) {
        return new ModelComparison(
                        first,
                        tensor -> second.graph().producer(tensor).isPresent(),
                        tensors -> opened(second, tensors))
                .run(samples, leftOut, progress);
    }

    /**
     * The differences of a model and what was made of it in another format, in the model's order.
     *
     * @param first the reference
     * @param tensors names of what the other can give
     * @param second opens a session of the other, with the same inputs, that gives these tensors as the model has them
     * @param samples inputs of both
     * @param progress told after each slice of the network
     */
    public static List<TensorDifference> of(
            OnnxModel first,
            Set<String> tensors,
            Function<List<String>, Session> second,
            List<Map<String, FloatTensor>> samples,
            ProgressListener progress) {
        return new ModelComparison(first, tensors::contains, second).run(samples, Set.of(), progress);
    }

    @SuppressWarnings("MustBeClosedChecker") // the comparison closes it
    private static Session opened(OnnxModel model, List<String> tensors) {
        return ModelSession.open(ExposedModel.of(model, tensors), SessionOptions.defaults());
    }

    private List<TensorDifference> run(
            List<Map<String, FloatTensor>> samples, Set<String> leftOut, ProgressListener progress) {
        List<String> tensors = common(leftOut);
        List<TensorDifference> differences = new ArrayList<>();
        for (int from = 0; from < tensors.size(); from += SLICE) {
            int to = Math.min(tensors.size(), from + SLICE);
            Map<String, DifferenceSums> sums = compare(tensors.subList(from, to), samples);
            sums.forEach((tensor, sum) -> differences.add(difference(tensor, sum)));
            progress.advanced(to, tensors.size());
        }
        return differences;
    }

    private List<String> common(Set<String> leftOut) {
        List<String> tensors = new ArrayList<>();
        Set<String> notRun = RunnablePart.behindForeign(first.graph());
        for (Node node : first.graph().nodes()) {
            for (String output : node.outputs()) {
                if (!output.isEmpty()
                        && !leftOut.contains(output)
                        && !notRun.contains(output)
                        && first.graph().initializer(output).isEmpty()
                        && secondHas.test(output)) {
                    tensors.add(output);
                }
            }
        }
        return tensors;
    }

    private Map<String, DifferenceSums> compare(List<String> tensors, List<Map<String, FloatTensor>> samples) {
        try (Session one = opened(first, tensors);
                Session other = second.apply(tensors)) {
            return SessionComparison.sums(one, other, tensors, samples, ProgressListener.none());
        }
    }

    private TensorDifference difference(String tensor, DifferenceSums sums) {
        Node node = first.graph().producer(tensor).orElseThrow();
        return new TensorDifference(tensor, node.name(), node.opType(), sums.sqnr(), sums.cosine(), sums.maxError());
    }
}
