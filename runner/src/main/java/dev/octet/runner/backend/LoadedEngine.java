package dev.octet.runner.backend;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.NativeLibrary;
import dev.octet.bindings.session.Session;
import dev.octet.bindings.tensorrt.Engine;
import dev.octet.bindings.tensorrt.EngineLanes;
import dev.octet.bindings.tensorrt.EngineOptions;
import dev.octet.bindings.tensorrt.EngineSession;
import dev.octet.bindings.tensorrt.TensorRt;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.bindings.tflite.FloatSession;
import dev.octet.bindings.tflite.TfliteOptions;
import dev.octet.bindings.tflite.TfliteSession;
import dev.octet.calibrator.tflite.StoredFacts;
import dev.octet.runner.engine.EngineCheck;
import dev.octet.runner.engine.EngineEnvironment;
import dev.octet.runner.engine.EngineManifest;
import dev.octet.runner.engine.ShapeRange;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An engine or a TensorFlow Lite model in memory, with what it says of itself. The owner of its session. */
public final class LoadedEngine implements AutoCloseable {

    private final Session session;
    private final EngineSignature signature;
    private final String place;
    private final Supplier<String> graphState;
    private final List<String> remarks;
    private final Map<String, String> facts;

    private LoadedEngine(
            Session session,
            EngineSignature signature,
            String place,
            Supplier<String> graphState,
            List<String> remarks,
            Map<String, String> facts) {
        this.session = session;
        this.signature = signature;
        this.place = place;
        this.graphState = graphState;
        this.remarks = List.copyOf(remarks);
        this.facts = Map.copyOf(facts);
    }

    /**
     * Loads an engine, once it is known to be what its manifest says, and to run here.
     *
     * @param trusted true when the user answers for the file
     * @throws ToolkitException {@code UNSUPPORTED} when TensorRT cannot be used here or the engine is not for this
     *     machine, {@code INTEGRITY} when it cannot be verified and is not trusted
     */
    @MustBeClosed
    public static LoadedEngine open(Path plan, EngineOptions options, boolean trusted) {
        Optional<EngineManifest> manifest = require(plan, TensorRt.library(), trusted);
        List<String> remarks =
                manifest.map(one -> requireRuns(plan, one, options.device())).orElse(List.of());
        EngineSession session = EngineSession.load(plan, options);
        try {
            return new LoadedEngine(
                    session,
                    signature(plan, session, options.profile()),
                    session.device().name() + ", profile " + options.profile(),
                    session::graphState,
                    remarks,
                    Map.of());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Loads a TensorFlow Lite model, which is given floats and gives floats, whatever it computes in.
     *
     * @throws ToolkitException {@code UNSUPPORTED} when TensorFlow Lite cannot be used here or has not all of its operators,
     *     {@code BAD_INPUT} when it is no whole model
     */
    @MustBeClosed
    public static LoadedEngine tflite(Path model, TfliteOptions options) {
        byte[] file = ModelBytes.of(model);
        FloatSession session = FloatSession.of(TfliteSession.load(model, options));
        try {
            Map<String, ShapeRange> ranges = new HashMap<>();
            session.inputs()
                    .forEach(input -> ranges.put(
                            input.name(), new ShapeRange(input.name(), input.shape(), input.shape(), input.shape())));
            return new LoadedEngine(
                    session,
                    new EngineSignature(
                            String.valueOf(model.getFileName()), session.inputs(), session.outputs(), ranges),
                    "CPU, " + options.threads() + (options.threads() == 1 ? " thread" : " threads"),
                    () -> "not on a GPU",
                    List.of(),
                    StoredFacts.of(file));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** An engine behind a session that is there already, and is this one's from now on. */
    @MustBeClosed
    public static LoadedEngine of(Session session, EngineSignature signature) {
        return new LoadedEngine(session, signature, "in memory", () -> "not asked for", List.of(), Map.of());
    }

    /** The library first: without it nothing can be said of an engine. */
    static Optional<EngineManifest> require(Path plan, NativeLibrary library, boolean trusted) {
        library.verifyAvailable();
        return EngineCheck.require(plan, trusted);
    }

    private static List<String> requireRuns(Path plan, EngineManifest manifest, int number) {
        try (Device device = Device.open(number)) {
            return EngineCheck.requireRuns(plan, manifest, EngineEnvironment.of(device, TensorRt.versions()));
        }
    }

    private static EngineSignature signature(Path plan, EngineSession session, int profile) {
        Engine engine = session.engine();
        Map<String, ShapeRange> ranges = new HashMap<>();
        for (TensorSpec input : session.inputs()) {
            ranges.put(
                    input.name(),
                    new ShapeRange(
                            input.name(),
                            sizes(engine.smallest(input.name(), profile)),
                            sizes(engine.usual(input.name(), profile)),
                            sizes(engine.largest(input.name(), profile))));
        }
        return new EngineSignature(String.valueOf(plan.getFileName()), session.inputs(), session.outputs(), ranges);
    }

    private static List<Long> sizes(long[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    /** What it says of itself. */
    public EngineSignature signature() {
        return signature;
    }

    /** Its session; whoever closes that leaves the engine loaded. */
    public Session session() {
        return new BorrowedSession(session);
    }

    /**
     * Lanes of it for a load, each with a context of its own; empty for an engine in memory, which has none. To be closed before
     * this one.
     *
     * @throws ToolkitException {@code OUT_OF_RESOURCES} when the device has not so much memory, {@code UNSUPPORTED} for memory
     *     that the device does not share
     */
    public Optional<EngineLanes> lanes(EngineLanes.LaneSetup setup) {
        return session instanceof EngineSession engine ? Optional.of(engine.lanes(setup)) : Optional.empty();
    }

    /** What runs it, with its version. */
    public String backend() {
        return session.backend();
    }

    /** The GPU; empty where the session is not TensorRT's. */
    public Optional<GpuDevice> device() {
        return session instanceof EngineSession engine ? Optional.of(engine.device()) : Optional.empty();
    }

    /** The GPU and the profile that it runs with, or the threads of the CPU, in words. */
    public String place() {
        return place;
    }

    /** True for a TensorFlow Lite model, whoever wrote it. */
    public boolean isTflite() {
        return session instanceof FloatSession;
    }

    /** What the export to TensorFlow Lite has written into the file, by key. */
    public Map<String, String> facts() {
        return facts;
    }

    /** What is not as it was when the engine was built. */
    public List<String> remarks() {
        return remarks;
    }

    /** Whether runs are launched as a captured CUDA graph, and why not where they are not. */
    public String graphState() {
        return graphState.get();
    }

    @Override
    public void close() {
        session.close();
    }
}
