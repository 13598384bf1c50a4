package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.compare.ModelComparison;
import dev.octet.calibrator.compare.TensorDifference;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.progress.ProgressListener;
import dev.octet.calibrator.tensors.FloatTensor;
import dev.octet.calibrator.tflite.LayerSession;
import dev.octet.calibrator.tflite.StoredFacts;
import dev.octet.runner.backend.ModelBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A TensorFlow Lite file tensor by tensor beside the ONNX model that it was exported from. */
final class TfliteLayers {

    private TfliteLayers() {}

    /**
     * The differences, in the model's order.
     *
     * @throws ToolkitException {@code BAD_INPUT} when Octet did not write the file, so that the order of its tensors is not
     *     known
     */
    static List<TensorDifference> compare(
            OnnxModel model,
            Path file,
            List<Map<String, FloatTensor>> samples,
            int threads,
            ProgressListener progress) {
        byte[] bytes = ModelBytes.of(file);
        if (StoredFacts.of(bytes).isEmpty()) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "Octet did not write " + file + ": which of its tensors are which of " + model.name()
                            + " is not known.",
                    "Export it with 'octet export --to tflite', or compare it with another TensorFlow Lite model.");
        }
        Set<String> tensors = LayerSession.tensors(bytes);
        return ModelComparison.of(
                model, tensors, wanted -> LayerSession.open(bytes, wanted, threads), samples, progress);
    }
}
