package dev.octet.calibrator.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.compare.GroupContributions;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.scheme.QuantizationParameters;
import dev.octet.calibrator.search.OutputError;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two convolutions whose outputs a Concat joins; another convolution reads the first of them on its own. */
class UnevenConcatsTest {

    private static final int SIZE = 8;

    @Test
    void a_concat_is_uneven_where_ranges_are_two_bits_apart_and_the_small_one_is_read_by_itself() {
        assertThat(UnevenConcats.in(network(10, true), samples())).containsExactly("the_concat");
        assertThat(UnevenConcats.in(network(2, true), samples())).isEmpty();
        assertThat(UnevenConcats.in(network(10, false), samples())).isEmpty();
        assertThat(UnevenConcats.in(network(10, true), List.of())).isEmpty();
    }

    @Test
    void a_split_concat_gives_its_small_input_a_scale_of_its_own_and_its_output_that_of_the_largest() {
        OnnxModel model = network(10, true);
        for (DeploymentTarget target : DeploymentTarget.all()) {
            Calibration calibration = Calibrator.of(model)
                    .alsoFor(target)
                    .calibrate(CalibrationSource.of("some", samples(), 4), ProgressListener.none());
            Quantizer quantizer = Quantizer.forTarget(target);
            QuantizedModel tied = quantizer.quantize(model, calibration);
            QuantizedModel split =
                    quantizer.splittingConcats(Set.of("the_concat")).quantize(model, calibration);
            assertThat(scale(tied, "small")).isEqualTo(scale(tied, "joined"));
            assertThat(scale(split, "joined")).isEqualTo(scale(tied, "joined"));
            assertThat(scale(split, "small")).isLessThan(scale(tied, "small") / 4);
            assertThat(error(model, split)).as(target.name()).isLessThan(error(model, tied));
        }
    }

    private static float scale(QuantizedModel model, String tensor) {
        QuantizationParameters parameters = model.parameters().get(tensor);
        assertThat(parameters).as(tensor).isNotNull();
        return parameters.scale();
    }

    private static double error(OnnxModel model, QuantizedModel quantized) {
        return GroupContributions.of(
                        model, quantized.model(), samples(), OutputError.relativeSquares(), 0, ProgressListener.none())
                .all();
    }

    private static OnnxModel network(float factor, boolean readsSmall) {
        TinyModels model = TinyModels.opset(13).input("x", 1, 2, SIZE, SIZE);
        convolution(model, "x", "a", 2, 1, 1);
        model.node("Relu", "a", "small");
        convolution(model, "x", "b", 2, factor, 2);
        model.node("Relu", "b", "large");
        model.node("Concat", "small large", "joined", TinyModels.integer("axis", 1));
        convolution(model, "joined", "c", 4, 1 / factor, 3);
        convolution(model, readsSmall ? "small" : "c", "d", 2, 10, 4);
        model.node("Add", "c d", "sum").node("Relu", "sum", "positive");
        convolution(model, "positive", "out", 2, 1, 5);
        return model.output("out").build();
    }

    private static void convolution(
            TinyModels model, String input, String output, int inputs, float factor, long seed) {
        float[] weights = random(new SplittableRandom(seed), 2 * inputs);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= factor;
        }
        model.constant(Initializer.ofFloats(output + "_w", weights, 2, inputs, 1, 1));
        model.node("Conv", input + " " + output + "_w", output);
    }

    private static float[] random(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    private static List<Map<String, FloatTensor>> samples() {
        SplittableRandom random = new SplittableRandom(7);
        List<Map<String, FloatTensor>> samples = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            samples.add(Map.of("x", FloatTensor.of(random(random, 2 * SIZE * SIZE), 1, 2, SIZE, SIZE)));
        }
        return samples;
    }
}
