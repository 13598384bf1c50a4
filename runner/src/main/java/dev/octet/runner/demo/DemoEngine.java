package dev.octet.runner.demo;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.runner.backend.LoadedEngine;
import java.nio.file.Path;

/** Makes an engine from a model with Q/DQ, where the machine can. */
@FunctionalInterface
public interface DemoEngine {

    /**
     * Builds and loads it.
     *
     * @param model ONNX with Q/DQ
     * @param engine file to write; its manifest goes beside it
     * @throws dev.octet.bindings.failure.ToolkitException what it could not be built or loaded for: {@code UNSUPPORTED}
     *     when this machine runs no engine
     */
    @MustBeClosed
    LoadedEngine make(Path model, Path engine);
}
