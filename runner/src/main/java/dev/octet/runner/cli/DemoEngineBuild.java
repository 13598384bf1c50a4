package dev.octet.runner.cli;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.tensorrt.TensorRt;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.backend.LoadedEngine;
import dev.octet.runner.demo.DemoEngine;
import dev.octet.runner.engine.EngineBuild;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The engine that {@code octet build} makes when no option is given.
 *
 * @param output how the command talks
 * @param console told what is chosen
 */
record DemoEngineBuild(OutputOptions output, Console console) implements DemoEngine {

    @Override
    @MustBeClosed
    public LoadedEngine make(Path model, Path engine) {
        TensorRt.library().verifyAvailable();
        EngineBuild.requireWritable(engine, Optional.empty(), Optional.empty());
        new PlannedBuild(plan(model, engine), output).run(Optional.empty());
        return LoadedEngine.open(engine, dev.octet.bindings.tensorrt.EngineOptions.defaults(), false);
    }

    EnginePlan plan(Path model, Path engine) {
        return new EnginePlanner(
                        new EngineOptions(), new ShapeOptions(), new CalibratorOptions(), new ImageOptions(), console)
                .plan(OnnxModel.at(model), model, engine);
    }
}
