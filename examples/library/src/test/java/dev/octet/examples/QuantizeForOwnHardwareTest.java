package dev.octet.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.scheme.IntegerFormat;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("shared")
class QuantizeForOwnHardwareTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void own_source_estimator_and_target_come_together() {
        OnnxModel model = model();
        QuantizedModel int8 = QuantizeForOwnHardware.quantize(model, clip(model), threads, () -> false);
        assertThat(int8.placement().layers()).hasSize(55);
        assertThat(int8.parameters().values()).isNotEmpty().allSatisfy(parameters -> {
            assertThat(parameters.format()).isEqualTo(IntegerFormat.INT8);
            assertThat(parameters.zeroPoint()).isZero();
        });
        assertThat(int8.rangeChoice()).isEqualTo("6.0-sigma");
    }

    @Test
    void a_cancelled_calibration_leaves_nothing_behind_but_its_reason() {
        OnnxModel model = model();
        assertThatThrownBy(() -> QuantizeForOwnHardware.quantize(model, clip(model), threads, () -> true))
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERRUPTED));
    }

    private static VideoFrames clip(OnnxModel model) {
        ValueSpec input = model.graph().inputs().get(0);
        return new VideoFrames("moving gradient", input.name(), frame -> gradient(input, frame), 25, 10);
    }

    private static FloatTensor gradient(ValueSpec input, int frame) {
        float[] values = new float[Math.toIntExact(input.shape().elementCount())];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((i + 16 * frame) % 256) / 255f;
        }
        return FloatTensor.of(values, input.shape().toArray());
    }

    private static OnnxModel model() {
        String shared = System.getProperty("octet.shared", "");
        Assumptions.assumeFalse(shared.isBlank(), "no shared data: ../shared is not there");
        return OnnxModel.at(Path.of(shared, "models/yolov7-tiny-w25/grid.onnx"));
    }
}
