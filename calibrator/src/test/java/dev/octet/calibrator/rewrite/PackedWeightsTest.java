package dev.octet.calibrator.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.scheme.ChannelQuantization;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.scheme.ScaleGrid;
import dev.octet.calibrator.scheme.WeightScheme;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedWeightsTest {

    private static final long FLOAT = 1;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7})
    void the_runtime_takes_apart_what_was_packed(int bits) {
        Map<String, ChannelQuantization> layers = new LinkedHashMap<>();
        layers.put("first", weights(bits, 5, 7, 3, 3));
        layers.put("second", weights(bits, 3, 13, 1, 1));
        OnnxModel built = packed(bits, layers);
        assertThat(built.graph().initializer("packed" + (bits >= 4 ? 4 : 2))).isPresent();
        assertThat(built.graph().initializer("scales_part")).isEmpty();
        requireSame(built, layers);
    }

    @Test
    void trained_scales_come_back_to_the_bit() {
        Map<String, ChannelQuantization> layers = new LinkedHashMap<>();
        float[] trained = {0.0123f, 0.9f, 1, 1.02f, 37};
        for (int c = 0; c < trained.length; c++) {
            float scale = ScaleGrid.nearestPart(trained[c]);
            assertThat(scale).isCloseTo(trained[c], withinPercentage(0.04));
            trained[c] = scale;
        }
        layers.put("trained", weights(4, trained.length, 7, 3, 3).rescaled(trained));
        layers.put("chosen", weights(4, 3, 13, 1, 1));
        OnnxModel built = packed(4, layers);
        assertThat(built.graph().initializer("scales_part")).isPresent();
        requireSame(built, layers);
    }

    private static OnnxModel packed(int bits, Map<String, ChannelQuantization> layers) {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1)
                .node("Relu", "x", "y")
                .output("y")
                .build();
        ModelEditor editor = model.edit();
        PackedWeights packed = new PackedWeights(bits, true);
        layers.forEach((name, weights) -> {
            packed.add(name, weights);
            editor.addNode("Cast", "", name + "_f", List.of(name), List.of(name + "_f"), Map.of("to", FLOAT));
            editor.addOutput(name + "_f", TensorType.FLOAT);
            editor.addOutput(PackedWeights.scaleOf(name), TensorType.FLOAT);
        });
        packed.writeTo(editor);
        return editor.build();
    }

    private static void requireSame(OnnxModel built, Map<String, ChannelQuantization> layers) {
        try (InferenceSession session = ModelSession.open(built, SessionOptions.defaults());
                HostTensor x = HostTensor.copyOf(new float[] {1}, 1)) {
            Map<String, HostTensor> outputs = session.run(Map.of("x", x));
            layers.forEach((name, weights) -> {
                HostTensor output = outputs.get(name + "_f");
                assertThat(output.shape()).containsExactly(weights.shape().toArray());
                byte[] values = weights.values();
                for (int i = 0; i < values.length; i++) {
                    assertThat(output.floats().get(i)).as("%s %d", name, i).isEqualTo(values[i]);
                }
                HostTensor scales = outputs.get(PackedWeights.scaleOf(name));
                for (int c = 0; c < weights.scales().length; c++) {
                    assertThat(scales.floats().get(c)).as("%s %d", name, c).isEqualTo(weights.scales()[c]);
                }
            });
            outputs.values().forEach(HostTensor::close);
        }
    }

    private static ChannelQuantization weights(int bits, long... shape) {
        TensorShape known = TensorShape.of(shape);
        SplittableRandom random = new SplittableRandom(bits);
        float[] values = new float[(int) known.elementCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new WeightScheme(WeightScheme.Kind.CODEBOOK, bits)
                .quantize(values, known, 0, IntegerFormat.INT8_NARROW, new double[0]);
    }
}
