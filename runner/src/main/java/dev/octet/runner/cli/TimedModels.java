package dev.octet.runner.cli;

import dev.octet.benchmarks.SessionWorkload;
import dev.octet.benchmarks.Workload;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.calibrator.expose.RunnablePart;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.backend.EngineSignature;
import dev.octet.runner.backend.LoadedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Models that are timed in turns, each ready to run. The owner of all of them. */
final class TimedModels implements AutoCloseable {

    private static final long SEED = 1;

    private final SessionOptions options;
    private final Console console;
    private final List<GivenModel> models = new ArrayList<>();
    private final List<Workload> workloads = new ArrayList<>();

    TimedModels(SessionOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    /** Loads one more, and says what runs it. */
    void add(Path file, BackendOptions backend) {
        add(file.toString(), backend.open(file, options.intraOpThreads(), console));
    }

    /** The same of a model that is this one's from now on. */
    @SuppressWarnings("MustBeClosedChecker") // closed with all others
    void add(String name, GivenModel given) {
        models.add(given);
        if (given.engine().isPresent()) {
            given.say(console);
            workloads.add(workload(name, given.engine().get()));
        } else {
            OnnxModel model = given.known().orElseThrow();
            ForeignNodes.say(model, console);
            console.say("ONNX Runtime on the CPU, " + options.intraOpThreads() + " threads: " + name);
            workloads.add(SessionWorkload.of(name, RunnablePart.of(model), options, SEED));
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with all others
    private static Workload workload(String name, LoadedEngine engine) {
        EngineSignature signature = engine.signature();
        return SessionWorkload.of(
                name, engine.session(), input -> signature.range(input.name()).ofFewestImages(), SEED);
    }

    List<Workload> workloads() {
        return workloads;
    }

    /** What runs each, in their order. */
    List<String> backends() {
        return models.stream().map(GivenModel::backend).toList();
    }

    /** Says of each engine of TensorRT whether it ran as a captured graph. */
    void sayGraphs() {
        for (GivenModel model : models) {
            model.engine()
                    .filter(engine -> !engine.isTflite())
                    .ifPresent(
                            engine -> console.say("CUDA graph of " + model.name() + ": " + engine.graphState() + "."));
        }
    }

    @Override
    public void close() {
        workloads.forEach(Workload::close);
        models.forEach(GivenModel::close);
    }
}
