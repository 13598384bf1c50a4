package dev.octet.calibrator.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.UnevenDetector;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.expose.HostTensors;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelEqualizationTest {

    private final OnnxModel model = UnevenDetector.model();
    private final List<Map<String, FloatTensor>> samples = UnevenDetector.samples(4);

    @Test
    void the_equalized_network_computes_what_the_network_computed() {
        float[] expected = run(model, "scores");
        for (boolean integerActivations : new boolean[] {false, true}) {
            ChannelEqualization.Outcome outcome = ChannelEqualization.apply(model, samples, integerActivations);
            float[] actual = run(outcome.model(), "scores");
            assertThat(outcome.model()).isNotSameAs(model);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void channels_of_the_uneven_tensor_reach_the_same_size() {
        assertThat(smallestShare(model)).isLessThan(0.02);
        ChannelEqualization.Outcome outcome = ChannelEqualization.apply(model, samples, false);
        assertThat(outcome.tensors()).containsExactly(UnevenDetector.UNEVEN);
        assertThat(smallestShare(outcome.model())).isGreaterThan(0.99);
    }

    @Test
    void what_goes_into_the_gate_is_divided_by_a_product_or_by_a_depthwise_convolution() {
        assertThat(added(false)).isEqualTo("Mul");
        assertThat(added(true)).isEqualTo("Conv");
    }

    @Test
    void even_channels_are_left_alone() {
        OnnxModel even = UnevenDetector.model(1, 8);
        assertThat(ChannelEqualization.apply(even, samples, false).model()).isSameAs(even);
    }

    @Test
    void a_tensor_that_a_dense_convolution_reads_is_left_alone() {
        OnnxModel dense = UnevenDetector.model(100, 1);
        assertThat(ChannelEqualization.apply(dense, samples, false).model()).isSameAs(dense);
    }

    @Test
    void without_samples_nothing_is_done() {
        assertThat(ChannelEqualization.apply(model, List.of(), false).model()).isSameAs(model);
    }

    private String added(boolean integerActivations) {
        OnnxModel changed =
                ChannelEqualization.apply(model, samples, integerActivations).model();
        String gate =
                changed.graph().producer("stem_gate").orElseThrow().inputs().get(0);
        return changed.graph().producer(gate).orElseThrow().opType();
    }

    /** The smallest channel's largest magnitude as a share of the largest channel's. */
    private double smallestShare(OnnxModel network) {
        ChannelRanges ranges = new ChannelRanges(8);
        for (Map<String, FloatTensor> sample : samples) {
            ranges.add(java.nio.FloatBuffer.wrap(run(network, UnevenDetector.UNEVEN, sample)), 16 * 16);
        }
        double smallest = Double.MAX_VALUE;
        double largest = 0;
        for (int c = 0; c < 8; c++) {
            double size = Math.max(Math.abs(ranges.min(c)), Math.abs(ranges.max(c)));
            smallest = Math.min(smallest, size);
            largest = Math.max(largest, size);
        }
        return smallest / largest;
    }

    private float[] run(OnnxModel network, String output) {
        return run(network, output, samples.get(0));
    }

    private static float[] run(OnnxModel network, String output, Map<String, FloatTensor> sample) {
        byte[] bytes = ExposedModel.exposing(network, List.of(output));
        try (InferenceSession session = InferenceSession.load(bytes, SessionOptions.defaults())) {
            Map<String, HostTensor> inputs = HostTensors.of(sample);
            HostTensor made = session.run(inputs).values().iterator().next();
            float[] values = new float[(int) made.elementCount()];
            made.floats().get(0, values);
            made.close();
            inputs.values().forEach(HostTensor::close);
            return values;
        }
    }
}
