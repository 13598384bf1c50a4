package dev.octet.runner.demo;

import dev.octet.benchmarks.InterleavedBenchmark;
import dev.octet.benchmarks.Measurement;
import dev.octet.benchmarks.SessionWorkload;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.runner.backend.EngineSignature;
import dev.octet.runner.backend.LoadedEngine;
import dev.octet.runner.evaluate.CocoEvaluation;
import dev.octet.runner.evaluate.MapDrop;
import dev.octet.runner.pipeline.EngineDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures an engine on the scenes, where one can be made.
 *
 * @param maker makes it
 * @param detector how pictures go into it
 * @param scenes that accuracy is measured on
 * @param reference what the float model found in them
 * @param talk told what is done
 */
record EngineTrial(
        DemoEngine maker, Detector detector, AnnotatedScenes scenes, FoundInScenes reference, DemoTalk talk) {

    private static final long SEED = 1;

    /** The engine of a model with Q/DQ; when there can be none, why. */
    DemoResult.OnGpu run(Path model, Path plan) {
        talk.say("Building an engine for this machine's GPU");
        try (LoadedEngine engine = maker.make(model, plan)) {
            talk.say("Measuring " + plan.getFileName() + " on " + engine.place());
            return DemoResult.OnGpu.of(measure(engine, plan));
        } catch (ToolkitException e) {
            if (e.kind() == FailureKind.INTERRUPTED) {
                throw e;
            }
            talk.say("No engine: " + e.getMessage());
            return DemoResult.OnGpu.none(String.valueOf(e.getMessage()), e.remedy());
        }
    }

    private DemoResult.Engine measure(LoadedEngine engine, Path plan) {
        FoundInScenes found = scenes.run(new EngineDetector(engine), detector, talk.progress("engine"));
        MapDrop drop = MapDrop.of(scenes.truth(), reference.all(), List.of(found.all()))
                .get(0);
        return new DemoResult.Engine(
                new DemoResult.Model(plan, bytes(plan), CocoEvaluation.evaluate(scenes.truth(), found.all())),
                drop,
                engine.backend(),
                engine.place(),
                latency(engine));
    }

    private static Measurement latency(LoadedEngine engine) {
        EngineSignature signature = engine.signature();
        try (SessionWorkload workload = SessionWorkload.of(
                "engine",
                engine.session(),
                input -> signature.range(input.name()).ofFewestImages(),
                SEED)) {
            return new InterleavedBenchmark(DemoDefaults.BENCHMARK)
                    .measure(List.of(workload))
                    .get(0);
        }
    }

    private static long bytes(Path plan) {
        try {
            return Files.size(plan);
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    "The engine " + plan + " was written and cannot be read: " + e.getMessage() + ".",
                    "Check that nothing else writes into this folder, and run the demo again.",
                    e);
        }
    }
}
