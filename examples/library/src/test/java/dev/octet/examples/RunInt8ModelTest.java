package dev.octet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.model.OnnxModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunInt8ModelTest {

    private static final Path MODEL = Path.of("../../runner/src/main/resources/dev/octet/runner/demo/shapes.onnx");

    @TempDir
    private Path folder;

    @Test
    void an_application_without_octet_runs_what_octet_wrote() throws Exception {
        Path int8 = folder.resolve("int8.onnx");
        QuantizeFromOwnTensors.quantize(OnnxModel.at(MODEL), 2).writeTo(int8);
        float[] expected = RunInt8Model.run(MODEL, 0.5f);
        float[] seen = RunInt8Model.run(int8, 0.5f);
        assertThat(seen).hasSameSizeAs(expected).isNotEqualTo(expected);
        assertThat(cosine(seen, expected)).isGreaterThan(0.99);
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
