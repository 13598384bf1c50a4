package dev.octet.calibrator.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.UnevenDetector;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelComparisonTest {

    private static final List<Map<String, FloatTensor>> ONE =
            List.of(Map.of("x", FloatTensor.of(new float[] {3, 4}, 1, 2)));

    @Test
    void a_model_equals_itself() {
        OnnxModel model = UnevenDetector.model();
        List<TensorDifference> same = compare(model, model, UnevenDetector.samples(2), Set.of());
        assertThat(same).hasSize(13).allSatisfy(one -> {
            assertThat(one.sqnr()).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(one.cosine()).isCloseTo(1, within(1e-12));
            assertThat(one.maxError()).isZero();
        });
    }

    @Test
    void figures_are_those_of_their_formulas() {
        // y = x + (0, 1) against y = x: (3, 5) and (3, 4).
        TensorDifference one = compare(sum(0, 1), sum(0, 0), ONE, Set.of()).get(0);
        assertThat(one.tensor()).isEqualTo("y");
        assertThat(one.node()).isEqualTo("the_add");
        assertThat(one.operator()).isEqualTo("Add");
        assertThat(one.sqnr()).isCloseTo(10 * Math.log10(34), within(1e-9));
        assertThat(one.cosine()).isCloseTo(29 / Math.sqrt(34 * 25), within(1e-9));
        assertThat(one.maxError()).isEqualTo(1);
    }

    @Test
    void what_is_left_out_is_not_compared() {
        assertThat(compare(sum(0, 1), sum(0, 0), ONE, Set.of("y"))).isEmpty();
    }

    @Test
    void the_uneven_tensor_of_a_quantized_model_comes_last_in_cosine_behind_its_reader() {
        OnnxModel model = UnevenDetector.model();
        List<Map<String, FloatTensor>> samples = UnevenDetector.samples(4);
        Calibration calibration = Calibrator.of(model)
                .calibrate(CalibrationSource.of("uneven", samples, samples.size()), ProgressListener.none());
        OnnxModel int8 = Quantizer.forTarget(DeploymentTarget.tensorRt())
                .quantize(model, calibration)
                .model();
        List<TensorDifference> differences = compare(model, int8, samples, Set.of());
        Map<String, Double> sqnr = differences.stream()
                .collect(java.util.stream.Collectors.toMap(TensorDifference::tensor, TensorDifference::sqnr));
        // Channel 0 hides the others in the tensor itself; its reader shows what was lost.
        assertThat(sqnr.get("wise")).isLessThan(sqnr.get("stem"));
    }

    private static List<TensorDifference> compare(
            OnnxModel first, OnnxModel second, List<Map<String, FloatTensor>> samples, Set<String> leftOut) {
        return ModelComparison.of(first, second, samples, leftOut, ProgressListener.none());
    }

    private static OnnxModel sum(float... added) {
        return TinyModels.opset(13)
                .input("x", 1, 2)
                .constant(Initializer.ofFloats("added", added, 2))
                .node("Add", "x added", "y")
                .output("y")
                .build();
    }
}
