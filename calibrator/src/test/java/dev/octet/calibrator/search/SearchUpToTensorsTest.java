package dev.octet.calibrator.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrator.Calibration;
import dev.octet.calibrator.CalibrationSource;
import dev.octet.calibrator.Calibrator;
import dev.octet.calibrator.QuantizedModel;
import dev.octet.calibrator.Quantizer;
import dev.octet.calibrator.UnevenDetector;
import dev.octet.calibrator.model.ModelEditor;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.TensorType;
import dev.octet.calibrator.model.ValueSpec;
import dev.octet.calibrator.place.DeploymentTarget;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A network that goes on to a node that ONNX Runtime does not have is searched on up to that node. */
class SearchUpToTensorsTest {

    private final OnnxModel plain = UnevenDetector.model();
    private final List<String> outputs =
            plain.graph().outputs().stream().map(ValueSpec::name).toList();
    private final OnnxModel goingOn = withPlugin();
    private final List<Map<String, FloatTensor>> samples = UnevenDetector.samples(4);

    @Test
    void the_plugin_changes_nothing_about_what_is_chosen() {
        for (DeploymentTarget target : DeploymentTarget.all()) {
            Quantizer quantizer = Quantizer.forTarget(target);
            SearchResult expected = quantizer.search(plain, calibration(plain), request(OutputError.relativeSquares()));
            Calibration calibration = calibration(goingOn);
            SearchResult seen = quantizer.search(goingOn, calibration, request(OutputError.relativeSquares(outputs)));
            assertThat(seen.plan()).isEqualTo(expected.plan());
            assertThat(seen.error()).isEqualTo(expected.error());
            assertThat(seen.sensitivities()).isEqualTo(expected.sensitivities());
            QuantizedModel quantized = quantizer.withSearch(seen).quantize(goingOn, calibration);
            assertThat(quantized.model().graph().outputs())
                    .extracting(ValueSpec::name)
                    .containsExactly("plugged");
        }
    }

    private OnnxModel withPlugin() {
        ModelEditor editor = plain.edit();
        editor.addNode("EfficientNMS_TRT", "TRT", "plugin", outputs, List.of("plugged"), Map.of());
        editor.removeOutputs();
        editor.addOutput("plugged", TensorType.FLOAT);
        return editor.build();
    }

    private Calibration calibration(OnnxModel model) {
        return Calibrator.of(model)
                .calibrate(CalibrationSource.of("uneven", samples, samples.size()), ProgressListener.none());
    }

    private SearchRequest request(OutputError error) {
        return SearchRequest.of(samples, error, new SearchEffort(2, 100, 0, 0, 0.001, 0.5, 0.5, false));
    }
}
