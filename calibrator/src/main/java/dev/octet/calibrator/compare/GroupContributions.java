package dev.octet.calibrator.compare;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.search.OutputError;
import dev.octet.calibrator.search.ReferenceOutputs;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What each group of a Q/DQ model's activations contributes to the error of the outputs: quantized alone, and, for the worst,
 * left in float alone.
 *
 * @param weights error of the outputs by quantized weights alone
 * @param all error with everything quantized, as the model is
 * @param groups worst first
 */
public record GroupContributions(double weights, double all, List<GroupContribution> groups) {

    public GroupContributions {
        groups = List.copyOf(groups);
    }

    /** True when a model has quantized activations to look at. */
    public static boolean isQuantized(OnnxModel model) {
        return !ActivationPairs.in(model.graph()).isEmpty();
    }

    /**
     * Measures.
     *
     * @param original the float model
     * @param quantized its Q/DQ model, with inputs and outputs of the same names
     * @param samples inputs of both
     * @param error how outputs are compared
     * @param worst for how many groups it is also measured what leaving them in float saves
     * @param progress told after each configuration
     */
    public static GroupContributions of(
            OnnxModel original,
            OnnxModel quantized,
            List<Map<String, FloatTensor>> samples,
            OutputError error,
            int worst,
            ProgressListener progress) {
        OnnxModel compared = upTo(error, original);
        OnnxModel integers = upTo(error, quantized);
        Map<String, List<Node>> groups = PairGroups.of(compared.graph(), integers.graph());
        SessionOptions options = SessionOptions.defaults();
        byte[] switched = SwitchedModel.of(integers, groups.values()).toBytes();
        try (ReferenceOutputs reference =
                        new ReferenceOutputs(compared.toBytes(), samples, error, options.intraOpThreads());
                InferenceSession session = InferenceSession.load(switched, options)) {
            Study study = new Study(session, reference, progress, 2 + groups.size() + Math.min(worst, groups.size()));
            return study.of(integers, groups, worst);
        }
    }

    /** The model without what is behind the tensors that are compared. */
    private static OnnxModel upTo(OutputError error, OnnxModel model) {
        return error.tensors().isEmpty() ? model : ExposedModel.of(model, error.tensors());
    }

    private static final class Study {
        private final InferenceSession session;
        private final ReferenceOutputs reference;
        private final ProgressListener progress;
        private final int most;
        private int done;

        Study(InferenceSession session, ReferenceOutputs reference, ProgressListener progress, int most) {
            this.session = session;
            this.reference = reference;
            this.progress = progress;
            this.most = most;
        }

        GroupContributions of(OnnxModel quantized, Map<String, List<Node>> groups, int worst) {
            int count = groups.size();
            double weights = error(new float[count]);
            double all = error(filled(count));
            double[] alone = new double[count];
            for (int i = 0; i < count; i++) {
                float[] switches = new float[count];
                switches[i] = 1;
                alone[i] = error(switches) - weights;
            }
            List<Integer> order = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -alone[i]))
                    .toList();
            List<String> names = List.copyOf(groups.keySet());
            List<GroupContribution> found = new ArrayList<>();
            for (int i : order) {
                String name = names.get(i);
                double together = Double.NaN;
                if (found.size() < worst) {
                    float[] switches = filled(count);
                    switches[i] = 0;
                    together = all - error(switches);
                }
                List<Node> pairs = groups.getOrDefault(name, List.of());
                found.add(new GroupContribution(
                        name, List.copyOf(PairGroups.readers(quantized.graph(), pairs)), alone[i], together));
            }
            return new GroupContributions(weights, all, found);
        }

        private static float[] filled(int count) {
            float[] ones = new float[count];
            Arrays.fill(ones, 1);
            return ones;
        }

        private double error(float[] switches) {
            double sum = 0;
            for (int sample = 0; sample < reference.count(); sample++) {
                sum += reference.error(session, SwitchedModel.SWITCHES, switches, sample);
            }
            progress.advanced(++done, most);
            return sum / reference.count();
        }
    }
}
