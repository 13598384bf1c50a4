package dev.octet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.observe.TensorObserver;
import dev.octet.calibrator.observe.TensorStatistics;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.scheme.Symmetry;
import dev.octet.calibrator.table.CalibrationTable;
import dev.octet.calibrator.table.ImageSet;
import dev.octet.calibrator.table.Provenance;
import dev.octet.runner.NetworkBuilder;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TensorRangesTest {

    private static final long SEED = 11;

    /** A million values between -2 and 6, three that are not finite, and 5 zeros. */
    private static TensorStatistics seen(String tensor) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] values = new float[1_000_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (8 * random.nextDouble() - 2);
        }
        TensorObserver observer = new TensorObserver(tensor);
        observer.observe(values, 0, values.length);
        float[] others = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, 0, 0, 0, 0, -2, 6};
        observer.observe(others, 0, others.length);
        return observer.snapshot();
    }

    private static TensorStatistics unseen(String tensor) {
        TensorObserver observer = new TensorObserver(tensor);
        observer.observe(new float[] {Float.NaN}, 0, 1);
        return observer.snapshot();
    }

    private static Calibration calibration(TensorStatistics... statistics) {
        Provenance provenance =
                new Provenance("test", "model.onnx", "0f".repeat(32), ImageSet.ofNames(List.of("a")), Map.of());
        return Calibration.of(CalibrationTable.of(provenance, List.of(statistics), Estimators.all()));
    }

    /** {@code x} with a pair of uint8, scale 1/32, {@code y} without. */
    private static OnnxModel quantized() {
        NetworkBuilder network = NetworkBuilder.random();
        String x = network.node("Relu", List.of(network.images(8, 8)), "x");
        String scale = network.constant("scale", new float[] {1f / 32});
        String integers = network.node("QuantizeLinear", List.of(x, scale), "integers");
        network.output(network.node("DequantizeLinear", List.of(integers, scale), "y"), -1, 3, 8, 8);
        return network.build();
    }

    @Test
    void every_value_is_in_a_bin_of_a_page() {
        TensorEntry entry = TensorRanges.of(calibration(seen("x")), Symmetry.AFFINE, quantized())
                .get(0);
        assertThat(entry.counts()).hasSizeBetween(48, 96);
        assertThat(entry.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000_007);
        assertThat(entry.values()).isEqualTo(1_000_010);
        assertThat(entry.zeros()).isEqualTo(5);
        assertThat(entry.nan()).isEqualTo(1);
        assertThat(entry.infinite()).isEqualTo(2);
        assertThat(entry.min()).isEqualTo(-2);
        assertThat(entry.max()).isEqualTo(6);
        assertThat(entry.firstEdge()).isEqualTo(-2);
        assertThat(entry.firstEdge() + entry.counts().size() * entry.binWidth()).isBetween(6.0, 6.0 + entry.binWidth());
        double even = 1_000_000 * entry.binWidth() / 8;
        assertThat(entry.counts().subList(1, entry.counts().size() - 2))
                .allSatisfy(count -> assertThat((double) count).isCloseTo(even, within(0.05 * even)));
    }

    @Test
    void each_algorithm_has_its_ends_for_the_targets_grid() {
        Calibration calibration = calibration(seen("x"));
        TensorEntry affine =
                TensorRanges.of(calibration, Symmetry.AFFINE, quantized()).get(0);
        assertThat(affine.thresholds())
                .extracting(TensorEntry.Threshold::algorithm)
                .containsExactly("minmax", "percentile", "entropy", "mse", "sqnr");
        assertThat(affine.thresholds().get(0)).isEqualTo(new TensorEntry.Threshold("minmax", -2, 6));
        TensorEntry symmetric =
                TensorRanges.of(calibration, Symmetry.SYMMETRIC, quantized()).get(0);
        assertThat(symmetric.thresholds().get(0)).isEqualTo(new TensorEntry.Threshold("minmax", -6, 6));
        assertThat(symmetric.thresholds())
                .allSatisfy(one -> assertThat(one.low()).isEqualTo(-one.high()));
    }

    @Test
    void the_chosen_grid_is_the_one_of_the_file() {
        List<TensorEntry> entries = TensorRanges.of(calibration(seen("x"), seen("y")), Symmetry.AFFINE, quantized());
        assertThat(entries.get(0).chosen()).contains(new TensorEntry.Chosen(0, 255 / 32.0, 1 / 32.0, 0));
        assertThat(entries.get(1).chosen()).isEmpty();
    }

    @Test
    void a_tensor_without_a_finite_value_has_no_histogram() {
        assertThat(TensorRanges.of(calibration(unseen("z"), seen("x")), Symmetry.AFFINE, quantized()))
                .extracting(TensorEntry::tensor)
                .containsExactly("x");
    }
}
