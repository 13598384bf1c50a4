package dev.octet.calibrator.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two convolutions, one leaky and one with a ReLU and a pool behind it, whose channels of very different size meet in a
 * concatenation that a grouped and a plain convolution read.
 */
class CrossLayerTest {

    @Test
    void equalization_leaves_the_outputs_as_they_were() {
        OnnxModel model = branches(0, 1);
        assertSameOutputs(model, CrossLayerEqualization.apply(model, samples()));
    }

    @Test
    void equalization_brings_channels_to_one_size_on_both_sides_of_a_concatenation() {
        OnnxModel model = branches(0, 1);
        OnnxModel equalized = CrossLayerEqualization.apply(model, samples());
        assertThat(spread(equalized)).isLessThan(0.2 * spread(model));
    }

    @Test
    void what_an_output_of_the_network_shows_is_not_scaled() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 2, 4, 4)
                .constant(Initializer.ofFloats("w", new float[] {1, 2, 30, 40}, 2, 2, 1, 1))
                .constant(Initializer.ofFloats("v", new float[] {1, 2, 3, 4}, 2, 2, 1, 1))
                .node("Conv", "x w", "y", TinyModels.ints("kernel_shape", 1, 1))
                .node("Conv", "y v", "z", TinyModels.ints("kernel_shape", 1, 1))
                .output("y")
                .output("z")
                .build();
        assertThat(CrossLayerEqualization.apply(model, samples())).isSameAs(model);
    }

    @Test
    void what_another_operator_reads_is_not_scaled() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 2, 4, 4)
                .constant(Initializer.ofFloats("w", new float[] {1, 2, 30, 40}, 2, 2, 1, 1))
                .constant(Initializer.ofFloats("v", new float[] {1, 2, 3, 4}, 2, 2, 1, 1))
                .node("Conv", "x w", "y", TinyModels.ints("kernel_shape", 1, 1))
                .node("Sigmoid", "y", "gate")
                .node("Conv", "gate v", "z", TinyModels.ints("kernel_shape", 1, 1))
                .output("z")
                .build();
        assertThat(CrossLayerEqualization.apply(model, samples())).isSameAs(model);
    }

    @Test
    void absorption_leaves_the_outputs_as_they_were() {
        OnnxModel model = branches(50, 0);
        OnnxModel absorbed = BiasAbsorption.apply(model, samples());
        assertThat(absorbed.sha256()).isNotEqualTo(model.sha256());
        assertSameOutputs(model, absorbed);
    }

    @Test
    void absorption_takes_out_of_a_range_what_it_never_falls_below() {
        OnnxModel model = branches(50, 0);
        double before = Arrays.stream(ranges(model, "cat").magnitudes()).max().orElseThrow();
        double after = Arrays.stream(
                        ranges(BiasAbsorption.apply(model, samples()), "cat").magnitudes())
                .max()
                .orElseThrow();
        assertThat(after).isLessThan(0.8 * before);
    }

    @Test
    void nothing_is_absorbed_into_a_padded_convolution() {
        OnnxModel model = branches(50, 1);
        assertThat(BiasAbsorption.apply(model, samples())).isSameAs(model);
    }

    private static double spread(OnnxModel model) {
        double[] sizes = ranges(model, "cat").magnitudes();
        return Arrays.stream(sizes).max().orElseThrow()
                / Arrays.stream(sizes).min().orElseThrow();
    }

    private static ChannelRanges ranges(OnnxModel model, String tensor) {
        Map<String, ChannelRanges> ranges = new LinkedHashMap<>();
        ranges.put(tensor, new ChannelRanges(6));
        ChannelSurvey.add(model, samples(), ranges);
        return ranges.get(tensor);
    }

    private static void assertSameOutputs(OnnxModel model, OnnxModel changed) {
        assertThat(changed.sha256()).isNotEqualTo(model.sha256());
        for (String output : List.of("plain", "grouped")) {
            float[] before = output(model, output);
            float[] after = output(changed, output);
            double largest = 0;
            for (float value : before) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(largest).isPositive();
            for (int i = 0; i < before.length; i++) {
                assertThat((double) after[i]).isCloseTo(before[i], within(1e-5 * largest));
            }
        }
    }

    private static float[] output(OnnxModel model, String name) {
        try (InferenceSession session =
                InferenceSession.load(ExposedModel.exposing(model, List.of(name)), SessionOptions.defaults())) {
            Map<String, HostTensor> inputs = HostTensors.of(samples().get(0));
            HostTensor output = session.run(inputs).get(name);
            float[] values = new float[output.floats().remaining()];
            output.floats().get(values);
            output.close();
            inputs.values().forEach(HostTensor::close);
            return values;
        }
    }

    private static List<Map<String, FloatTensor>> samples() {
        Random random = new Random(11);
        return IntStream.range(0, 4)
                .mapToObj(n -> {
                    float[] values = new float[2 * 4 * 4];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = random.nextFloat() - 0.5f;
                    }
                    return Map.of("x", FloatTensor.of(values, 1, 2, 4, 4));
                })
                .toList();
    }

    private static OnnxModel branches(float bias, int pad) {
        Random random = new Random(7);
        int kernel = 1 + 2 * pad;
        float[] left = random(random, 4);
        float[] right = random(random, 8);
        for (int i = 0; i < right.length; i++) {
            right[i] *= (float) Math.pow(8, i / 2);
        }
        float[] biases = {bias, 2 * bias, 4 * bias, 30 * bias};
        return TinyModels.opset(13)
                .input("x", 1, 2, 4, 4)
                .constant(Initializer.ofFloats("wl", left, 2, 2, 1, 1))
                .constant(Initializer.ofFloats("bl", new float[] {bias, bias}, 2))
                .constant(Initializer.ofFloats("wr", right, 4, 2, 1, 1))
                .constant(Initializer.ofFloats("br", biases, 4))
                .constant(Initializer.ofFloats("wp", random(random, 3 * 6 * kernel * kernel), 3, 6, kernel, kernel))
                .constant(Initializer.ofFloats("wg", random(random, 4 * 3 * kernel * kernel), 4, 3, kernel, kernel))
                .constant(Initializer.ofFloats("bg", random(random, 4), 4))
                .node("Conv", "x wl bl", "l", TinyModels.ints("kernel_shape", 1, 1))
                .node("LeakyRelu", "l", "la", TinyModels.number("alpha", 0.1f))
                .node("Conv", "x wr br", "r", TinyModels.ints("kernel_shape", 1, 1))
                .node("Relu", "r", "ra")
                .node("MaxPool", "ra", "rp", TinyModels.ints("kernel_shape", 3, 3), TinyModels.ints("pads", 1, 1, 1, 1))
                .node("Concat", "la rp", "cat", TinyModels.integer("axis", 1))
                .node(
                        "Conv",
                        "cat wp",
                        "plain",
                        TinyModels.ints("kernel_shape", kernel, kernel),
                        TinyModels.ints("pads", pad, pad, pad, pad))
                .node(
                        "Conv",
                        "cat wg bg",
                        "grouped",
                        TinyModels.ints("kernel_shape", kernel, kernel),
                        TinyModels.ints("pads", pad, pad, pad, pad),
                        TinyModels.integer("group", 2))
                .output("plain")
                .output("grouped")
                .build();
    }

    private static float[] random(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 0.1f + random.nextFloat();
        }
        return values;
    }
}
