package dev.octet.runner.detect;

import dev.octet.bindings.libtorch.Tensor;
import dev.octet.bindings.libtorch.TensorScope;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How rows of boxes and scores lie in tensors. Immutable. */
interface RowLayout {

    /** The tensors that hold them. */
    List<String> tensors();

    /** How many scores a row has. */
    int classes();

    /** The rows of one image. */
    BoxRows rows(Map<String, FloatBuffer> tensors);

    /** The rows of one image, with gradients. */
    RowTensors rows(Map<String, Tensor> tensors, TensorScope step);

    /** Adds a candidate for every class, or the best one, of every row that scores more than the confidence. */
    default void decode(Map<String, FloatBuffer> tensors, DetectionSettings settings, Candidates candidates) {
        BoxRows rows = rows(tensors);
        float[] scores = new float[classes()];
        double[] edges = new double[4];
        for (int row = 0; row < rows.count(); row++) {
            if (!(rows.ceiling(row) > settings.confidence())) {
                continue;
            }
            rows.scores(row, scores);
            int best = best(scores);
            if (!(scores[best] > settings.confidence())) {
                continue;
            }
            rows.edges(row, edges);
            boolean every = settings.labels() == Labels.EVERY_CLASS;
            for (int c = every ? 0 : best; c < (every ? scores.length : best + 1); c++) {
                if (scores[c] > settings.confidence()) {
                    candidates.add(edges[0], edges[1], edges[2], edges[3], scores[c], c);
                }
            }
        }
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }

    static Tensor required(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    static FloatBuffer require(Map<String, FloatBuffer> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }
}
