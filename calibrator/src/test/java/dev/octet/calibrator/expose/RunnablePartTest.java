package dev.octet.calibrator.expose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bindings.onnxruntime.InferenceSession;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensors.HostTensor;
import dev.octet.calibrator.model.Node;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TinyModels;
import dev.octet.calibrator.model.ValueSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code double = x + x} for a TensorRT plugin, whose result goes on, beside an output of its own. */
class RunnablePartTest {

    private final OnnxModel model = TinyModels.opset(13)
            .input("x", 2)
            .node("Add", "x x", "double")
            .node("Relu", "x", "positive")
            .node("EfficientNMS_TRT", "double double", "plugged")
            .node("Neg", "plugged", "negative")
            .output("positive")
            .output("negative")
            .build();

    @Test
    void a_plugin_is_foreign_under_any_domain() {
        assertThat(RunnablePart.foreign(model.graph())).extracting(Node::opType).containsExactly("EfficientNMS_TRT");
        assertThat(RunnablePart.behindForeign(model.graph())).containsExactlyInAnyOrder("plugged", "negative");
    }

    @Test
    void the_part_returns_what_needs_no_plugin_and_what_plugins_read_and_runs() {
        OnnxModel part = RunnablePart.of(model);
        assertThat(part.graph().outputs()).extracting(ValueSpec::name).containsExactly("positive", "double");
        try (InferenceSession session = InferenceSession.load(part.toBytes(), SessionOptions.defaults());
                HostTensor x = HostTensor.copyOf(new float[] {-1, 3}, 2)) {
            Map<String, HostTensor> outputs = session.run(Map.of("x", x));
            assertThat(outputs.get("double").floats().get(1)).isEqualTo(6);
            assertThat(outputs.get("positive").floats().get(0)).isZero();
            outputs.values().forEach(HostTensor::close);
        }
    }

    @Test
    void a_model_without_plugins_is_its_own_part() {
        OnnxModel plain = TinyModels.opset(13)
                .input("x", 2)
                .node("Relu", "x", "y")
                .output("y")
                .build();
        assertThat(RunnablePart.of(plain)).isSameAs(plain);
    }
}
