package dev.octet.runner.pipeline;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.expose.ExposedModel;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.ValueSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A detector that ONNX Runtime runs, up to what its head decodes.
 *
 * @param model the model
 */
public record OnnxDetector(OnnxModel model) implements DetectorModel {

    @Override
    public String name() {
        return model.name();
    }

    @Override
    @MustBeClosed
    public Session open(List<String> tensors, SessionOptions options) {
        Set<String> outputs =
                model.graph().outputs().stream().map(ValueSpec::name).collect(Collectors.toSet());
        boolean whole = outputs.equals(Set.copyOf(tensors));
        return ModelSession.open(whole ? model : ExposedModel.of(model, tensors), options);
    }
}
