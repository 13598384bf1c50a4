package dev.octet.runner.cli;

import dev.octet.bindings.onnxruntime.OnnxRuntime;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.session.Session;
import dev.octet.calibrator.execute.ModelSession;
import dev.octet.calibrator.expose.RunnablePart;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.backend.LoadedEngine;
import dev.octet.runner.detect.Anchors;
import dev.octet.runner.detect.HeadChoice;
import dev.octet.runner.detect.InputSize;
import dev.octet.runner.pipeline.DetectorFace;
import dev.octet.runner.pipeline.DetectorModel;
import dev.octet.runner.pipeline.EngineDetector;
import dev.octet.runner.pipeline.EngineFace;
import dev.octet.runner.pipeline.OnnxDetector;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that a command was given: an ONNX file, or an engine, which it owns. */
final class GivenModel implements AutoCloseable {

    /** What a TensorFlow Lite file says of its head. */
    static final String HEAD = "octet.head";

    /** What it says of the anchors of raw heads. */
    static final String ANCHORS = "octet.anchors";

    private final @Nullable LoadedEngine engine;
    private final Optional<OnnxModel> known;

    private GivenModel(@Nullable LoadedEngine engine, Optional<OnnxModel> known) {
        this.engine = engine;
        this.known = known;
    }

    /** An ONNX model that fits this machine. */
    static GivenModel ofOnnx(OnnxModel model, Console console) {
        MemoryGuard.check(model);
        ExactSums.say(model, console);
        return new GivenModel(null, Optional.of(model));
    }

    /** An engine, with the model that it was built from where that was given. */
    static GivenModel ofEngine(LoadedEngine engine, Optional<OnnxModel> builtFrom) {
        return new GivenModel(engine, builtFrom);
    }

    /** What messages call it. */
    String name() {
        return detector().name();
    }

    /** The engine, if it is one. */
    Optional<LoadedEngine> engine() {
        return Optional.ofNullable(engine);
    }

    /** The model, or the one that the engine was built from: names and preprocessing are in it. */
    Optional<OnnxModel> known() {
        return known;
    }

    /** The model itself, if it is no engine. */
    Optional<OnnxModel> onnx() {
        return engine == null ? known : Optional.empty();
    }

    /** For a pipeline. */
    DetectorModel detector() {
        return engine == null ? new OnnxDetector(known.orElseThrow()) : new EngineDetector(engine);
    }

    /** As a detector. */
    DetectorFace face(HeadChoice choice, Optional<InputSize> size) {
        return engine == null
                ? DetectorFace.of(known.orElseThrow(), choice, size)
                : EngineFace.of(engine.signature(), known, told(engine, choice), size);
    }

    /** What the user says of the head; what is left open, without the model, is what its export has written into the file. */
    private HeadChoice told(LoadedEngine loaded, HeadChoice choice) {
        String head = loaded.facts().get(HEAD);
        return head == null || known.isPresent() || !choice.name().orElse(head).equals(head)
                ? choice
                : new HeadChoice(Optional.of(head), choice.anchors().or(() -> anchors(loaded)), choice.classes());
    }

    private static Optional<Anchors> anchors(LoadedEngine loaded) {
        return Optional.ofNullable(loaded.facts().get(ANCHORS)).map(Anchors::parse);
    }

    /** Refuses an ONNX model whose tensors of so many images do not fit this machine; an engine's memory is fixed. */
    void requireMemory(DetectorFace face, int images) {
        onnx().ifPresent(model -> MemoryGuard.check(model, face, images));
    }

    /** A session of all that it returns, as far as it can be run here. */
    Session outputs(SessionOptions options) {
        return engine == null ? openOnnx(known.orElseThrow(), options) : engine.session();
    }

    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    private static Session openOnnx(OnnxModel model, SessionOptions options) {
        return ModelSession.open(RunnablePart.of(model), options);
    }

    /** What runs it, with its version. */
    String backend() {
        return engine == null
                ? OnnxRuntime.library().name() + " " + OnnxRuntime.library().version()
                : engine.backend();
    }

    /** Says what was chosen, and why. */
    void say(Console console) {
        console.say("Backend: " + backend() + ", for " + name() + " is "
                + (engine == null ? "an ONNX model." : format(engine) + "; " + engine.place() + "."));
        engine().ifPresent(one -> one.remarks().forEach(console::say));
    }

    private static String format(LoadedEngine loaded) {
        return loaded.isTflite() ? "a TensorFlow Lite model" : "an engine";
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
    }
}
