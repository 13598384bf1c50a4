package dev.octet.runner.pipeline;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.runner.backend.LoadedEngine;
import java.util.List;

/**
 * A detector that is an engine: it gives its outputs and no other tensor.
 *
 * @param engine the engine, which stays loaded when sessions are closed
 */
public record EngineDetector(LoadedEngine engine) implements DetectorModel {

    @Override
    public String name() {
        return engine.signature().name();
    }

    @Override
    @MustBeClosed
    public Session open(List<String> tensors, SessionOptions options) {
        return engine.session();
    }
}
