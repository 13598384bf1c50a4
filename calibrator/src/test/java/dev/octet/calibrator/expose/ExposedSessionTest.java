package dev.octet.calibrator.expose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.model.Initializer;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExposedSessionTest {

    private static final List<String> TENSORS = List.of("a", "b", "c", "d", "sum");

    @Test
    void outputs_in_blocks_have_the_values_of_outputs_in_order() {
        OnnxModel model = TinyModels.opset(13)
                .input("x", 1, 3, 24, 20)
                .constant(weights("wa", 32, 3))
                .constant(weights("wb", 20, 32))
                .constant(weights("wc", 48, 20))
                .constant(weights("wd", 32, 48))
                .node("Conv", "x wa", "a")
                .node("Conv", "a wb", "b")
                .node("Conv", "b wc", "c")
                .node("Conv", "c wd", "d")
                .node("Add", "a d", "sum")
                .node("ReduceMean", "a", "mean")
                .node("Add", "sum mean", "y")
                .output("y")
                .build();
        SessionOptions options = SessionOptions.defaults().withIntraOpThreads(1);
        try (InferenceSession blocks = ExposedSession.open(model, TENSORS, options);
                InferenceSession plain = InferenceSession.load(ExposedModel.exposing(model, TENSORS), options)) {
            assertThat(sortedValues(blocks)).isEqualTo(sortedValues(plain)).containsOnlyKeys(TENSORS);
        }
    }

    private static Initializer weights(String name, int outputs, int inputs) {
        Random random = new Random(name.hashCode());
        float[] values = new float[outputs * inputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Initializer.ofFloats(name, values, outputs, inputs, 1, 1);
    }

    private static Map<String, List<Float>> sortedValues(InferenceSession session) {
        Random random = new Random(3);
        float[] image = new float[3 * 24 * 20];
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextFloat();
        }
        Map<String, List<Float>> sorted = new HashMap<>();
        try (HostTensor input = HostTensor.copyOf(image, 1, 3, 24, 20)) {
            session.run(Map.of("x", input)).forEach((name, tensor) -> {
                Float[] values = new Float[(int) tensor.elementCount()];
                Arrays.setAll(values, tensor.floats()::get);
                Arrays.sort(values);
                sorted.put(name, List.of(values));
                tensor.close();
            });
        }
        return sorted;
    }
}
