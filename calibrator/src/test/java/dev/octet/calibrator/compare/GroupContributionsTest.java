package dev.octet.calibrator.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.TinyDetector;
import dev.octet.calibrator.UnevenDetector;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.search.OutputError;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GroupContributionsTest {

    @Test
    void everything_switched_on_is_the_quantized_model() {
        for (DeploymentTarget target : DeploymentTarget.all()) {
            for (OnnxModel model : List.of(TinyDetector.model(), enlarging())) {
                List<Map<String, FloatTensor>> samples = samples(TinyDetector.INPUT, 3);
                OnnxModel int8 = quantized(model, samples, target, List.of());
                GroupContributions found = contributions(model, int8, samples);
                double expected = error(model, int8, samples);
                assertThat(found.all())
                        .as("%s", target.name())
                        .isCloseTo(expected, within(0.15 * expected))
                        .isPositive();
                assertThat(found.weights()).isLessThan(found.all());
            }
        }
    }

    @Test
    void a_group_alone_costs_what_the_model_loses_with_all_its_other_readers_in_float() {
        OnnxModel model = TinyDetector.model();
        List<Map<String, FloatTensor>> samples = samples(TinyDetector.INPUT, 3);
        DeploymentTarget target = DeploymentTarget.tensorRt();
        GroupContributions found = contributions(model, quantized(model, samples, target, List.of()), samples);
        GroupContribution worst = found.groups().get(0);
        assertThat(found.groups())
                .extracting(GroupContribution::alone)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        List<Pattern> excluded = worst.nodes().stream()
                .map(name -> Pattern.compile("^" + Pattern.quote(name) + "$"))
                .toList();
        assertThat(excluded).isNotEmpty();
        GroupContributions without = contributions(model, quantized(model, samples, target, excluded), samples);
        assertThat(without.groups()).extracting(GroupContribution::group).doesNotContain(worst.group());
        assertThat(without.groups()).hasSizeLessThan(found.groups().size());
    }

    @Test
    void the_uneven_tensor_comes_first() {
        OnnxModel model = UnevenDetector.model();
        List<Map<String, FloatTensor>> samples = UnevenDetector.samples(4);
        GroupContributions found =
                contributions(model, quantized(model, samples, DeploymentTarget.tensorRt(), List.of()), samples);
        assertThat(found.groups().get(0).group()).isEqualTo("stem_silu");
        assertThat(found.groups().get(0).together()).isPositive();
        assertThat(found.groups().get(found.groups().size() - 1).together()).isNaN();
    }

    @Test
    void a_float_model_has_no_groups() {
        assertThat(GroupContributions.isQuantized(TinyDetector.model())).isFalse();
    }

    private static GroupContributions contributions(
            OnnxModel model, OnnxModel int8, List<Map<String, FloatTensor>> samples) {
        assertThat(GroupContributions.isQuantized(int8)).isTrue();
        return GroupContributions.of(model, int8, samples, OutputError.relativeSquares(), 1, ProgressListener.none());
    }

    private static OnnxModel quantized(
            OnnxModel model, List<Map<String, FloatTensor>> samples, DeploymentTarget target, List<Pattern> excluded) {
        Calibration calibration = Calibrator.of(model)
                .calibrate(CalibrationSource.of("some", samples, samples.size()), ProgressListener.none());
        return Quantizer.forTarget(target)
                .excluding(excluded)
                .quantize(model, calibration)
                .model();
    }

    /** A Resize that the quantizer replaces by copies of integers. */
    private static OnnxModel enlarging() {
        TinyModels model = TinyModels.opset(13).input(TinyDetector.INPUT, 1, 3, 16, 16);
        SplittableRandom random = new SplittableRandom(8);
        model.constant(Initializer.ofFloats("w1", random(random, 8 * 3), 8, 3, 1, 1));
        model.constant(Initializer.ofFloats("w2", random(random, 8 * 8), 8, 8, 1, 1));
        model.constant(Initializer.ofFloats("w3", random(random, 2 * 8), 2, 8, 1, 1));
        model.node("Conv", TinyDetector.INPUT + " w1", "a").node("Relu", "a", "b");
        model.longs("sizes", 1, 8, 32, 32)
                .node(
                        "Resize",
                        "b - - sizes",
                        "c",
                        TinyModels.text("mode", "nearest"),
                        TinyModels.text("coordinate_transformation_mode", "asymmetric"),
                        TinyModels.text("nearest_mode", "floor"));
        return model.node("Conv", "c w2", "d")
                .node("Relu", "d", "e")
                .node("Conv", "e w3", "out")
                .output("out")
                .build();
    }

    private static float[] random(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() - 0.5);
        }
        return values;
    }

    private static List<Map<String, FloatTensor>> samples(String input, int count) {
        SplittableRandom random = new SplittableRandom(5);
        List<Map<String, FloatTensor>> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(Map.of(input, FloatTensor.of(random(random, 3 * 16 * 16), 1, 3, 16, 16)));
        }
        return samples;
    }

    private static double error(OnnxModel model, OnnxModel int8, List<Map<String, FloatTensor>> samples) {
        double sum = 0;
        for (Map<String, FloatTensor> sample : samples) {
            sum += OutputError.relativeSquares().between(run(model, sample), run(int8, sample));
        }
        return sum / samples.size();
    }

    private static Map<String, FloatBuffer> run(OnnxModel model, Map<String, FloatTensor> sample) {
        String name = model.graph().outputs().get(0).name();
        try (InferenceSession session = ModelSession.open(model, SessionOptions.defaults());
                HostTensor output =
                        session.run(HostTensors.of(sample)).values().iterator().next()) {
            float[] values = new float[output.floats().capacity()];
            output.floats().get(0, values);
            return Map.of(name, FloatBuffer.wrap(values));
        }
    }
}
