package dev.octet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.model.OnnxModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class QuantizeFromOwnTensorsTest {

    @Test
    @Tag("shared")
    void another_application_quantizes_without_images_or_command_line() {
        String shared = System.getProperty("octet.shared", "");
        Assumptions.assumeFalse(shared.isBlank(), "no shared data: ../shared is not there");
        OnnxModel model = OnnxModel.at(Path.of(shared, "models/yolov7-tiny-w25/grid.onnx"));
        QuantizedModel int8 = QuantizeFromOwnTensors.quantize(model, 2);
        assertThat(int8.placement().layers()).hasSize(55);
        assertThat((double) int8.model().sizeBytes() / model.sizeBytes()).isLessThan(0.45);
    }
}
