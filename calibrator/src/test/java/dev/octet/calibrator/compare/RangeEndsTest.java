package dev.octet.calibrator.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.UnevenDetector;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.range.Estimators;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RangeEndsTest {

    private final OnnxModel model = UnevenDetector.model();
    private final List<Map<String, FloatTensor>> samples = UnevenDetector.samples(6);

    @Test
    void images_of_the_calibration_have_the_share_that_the_file_tells() {
        for (DeploymentTarget target : DeploymentTarget.all()) {
            OnnxModel int8 = quantized(target, samples);
            double expected = RangeEnds.expected(int8).orElseThrow();
            assertThat(expected).as(target.name()).isBetween(0.005, 0.2);
            assertThat(RangeEnds.seen(int8, samples)).as(target.name()).isCloseTo(expected, within(0.3 * expected));
        }
    }

    @Test
    void brighter_images_have_a_larger_share() {
        List<Map<String, FloatTensor>> dark = samples.stream()
                .map(sample -> Map.of("images", darkButForOnePixel(sample.get("images"))))
                .toList();
        for (DeploymentTarget target : DeploymentTarget.all()) {
            OnnxModel int8 = quantized(target, dark);
            assertThat(RangeEnds.seen(int8, samples)).as(target.name()).isGreaterThan(1.5 * RangeEnds.seen(int8, dark));
        }
    }

    @Test
    void a_float_model_tells_nothing() {
        assertThat(RangeEnds.expected(model)).isEmpty();
        assertThat(RangeEnds.seen(model, samples)).isZero();
    }

    private OnnxModel quantized(DeploymentTarget target, List<Map<String, FloatTensor>> images) {
        Calibration calibration = Calibrator.of(model)
                .alsoFor(target)
                .calibrate(CalibrationSource.of("some", images, images.size()), ProgressListener.none());
        return Quantizer.forTarget(target)
                .withRange(Estimators.percentile(98))
                .quantize(model, calibration)
                .model();
    }

    private static FloatTensor darkButForOnePixel(FloatTensor tensor) {
        float[] values = new float[tensor.values().limit()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.values().get(i) / 4;
        }
        values[0] = 1;
        return FloatTensor.of(values, tensor.shape().toArray());
    }
}
