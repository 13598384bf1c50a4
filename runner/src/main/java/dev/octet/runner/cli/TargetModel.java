package dev.octet.runner.cli;

import dev.octet.benchmarks.Clock;
import dev.octet.benchmarks.RandomInput;
import dev.octet.benchmarks.SessionWorkload;
import dev.octet.benchmarks.Workload;
import dev.octet.benchmarks.engine.EngineTarget;
import dev.octet.benchmarks.load.LoadSettings;
import dev.octet.benchmarks.load.LoadTarget;
import dev.octet.benchmarks.load.WorkloadTarget;
import dev.octet.bindings.onnxruntime.SessionOptions;
import dev.octet.bindings.tensorrt.EngineLanes;
import dev.octet.bindings.tensorrt.LaneOptions;
import dev.octet.bindings.tensors.TensorSpec;
import dev.octet.calibrator.expose.RunnablePart;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.backend.EngineSignature;
import dev.octet.runner.backend.LoadedEngine;
import dev.octet.runner.benchmark.sweep.LoadPoint;
import dev.octet.runner.engine.ShapeRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A model with as many streams as a load wants, ready to run. The owner of all of them. */
final class TargetModel implements AutoCloseable {

    private static final long SEED = 1;

    private final GivenModel given;
    private final List<Workload> workloads = new ArrayList<>();
    private final Map<String, Object> choices = new LinkedHashMap<>();
    private final int streams;
    private final int batch;
    private @Nullable EngineLanes lanes;
    private LoadTarget target;

    /**
     * The model, which is this one's from now on.
     *
     * @param name what the report calls it
     * @param settings the load; its depth is that of an engine's lanes
     */
    TargetModel(
            String name, GivenModel given, BenchmarkRequest request, SessionOptions options, LoadSettings settings) {
        this(
                name,
                given,
                request,
                options,
                settings,
                new LoadPoint(fewest(given), request.load().streams()));
    }

    /** The same with so many streams, and so many images in each query, which it has to take. */
    TargetModel(
            String name,
            GivenModel given,
            BenchmarkRequest request,
            SessionOptions options,
            LoadSettings settings,
            LoadPoint point) {
        this.given = given;
        this.streams = point.streams();
        this.batch = point.batch();
        try {
            this.target = given.engine().isPresent()
                    ? engine(name, given.engine().get(), request, settings)
                    : onnx(name, given.known().orElseThrow(), options, request.console());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private LoadTarget onnx(String name, OnnxModel model, SessionOptions options, Console console) {
        ForeignNodes.say(model, console);
        console.say("ONNX Runtime on the CPU, " + options.intraOpThreads() + " threads"
                + (streams == 1 ? "" : " in each of " + streams + " sessions") + ": " + name);
        OnnxModel runnable = RunnablePart.of(model);
        for (int i = 0; i < streams; i++) {
            workloads.add(session(name, runnable, options, batch));
        }
        choices.put("threads", options.intraOpThreads());
        return new WorkloadTarget(name, workloads, Clock.monotonic());
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with all others
    private static Workload session(String name, OnnxModel model, SessionOptions options, int batch) {
        return SessionWorkload.of(name, model, options, batch, SEED);
    }

    private LoadTarget engine(String name, LoadedEngine engine, BenchmarkRequest request, LoadSettings settings) {
        given.say(request.console());
        LaneOptions how = request.engine().lanes(request.load().like(), request.backend(), settings.depth());
        EngineSignature signature = engine.signature();
        Function<TensorSpec, long[]> shapes = input -> ofImages(signature.range(input.name()), batch);
        SplittableRandom random = new SplittableRandom(SEED);
        Optional<EngineLanes> made = engine.lanes(new EngineLanes.LaneSetup(streams, how, shapes, (input, content) -> {
            RandomInput.requireFillable(name, input);
            RandomInput.fill(input, content, random);
        }));
        if (made.isEmpty()) {
            for (int i = 0; i < streams; i++) {
                workloads.add(borrowed(name, engine, shapes));
            }
            return new WorkloadTarget(name, workloads, Clock.monotonic());
        }
        lanes = made.get();
        choices.put("cudaGraph", lanes.lanes().get(0).graphState());
        choices.put("wait", how.spinWait() ? "spin" : "block");
        choices.put("transfers", how.transfers());
        choices.put("memory", how.memory().toString());
        return new EngineTarget(name, lanes);
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with all others
    private static Workload borrowed(String name, LoadedEngine engine, Function<TensorSpec, long[]> shapes) {
        return SessionWorkload.of(name, engine.session(), shapes, SEED);
    }

    /** What the load is put on. */
    LoadTarget target() {
        return target;
    }

    /** What runs it, with its version. */
    String backend() {
        return given.backend();
    }

    /** How many streams it has. */
    int streams() {
        return streams;
    }

    /** True when its queries end before the next can begin, so that none is in flight beside another. */
    boolean isSynchronous() {
        return lanes == null;
    }

    /** Images in each query. */
    long batch() {
        return batch;
    }

    private static int fewest(GivenModel given) {
        return given.engine()
                .map(engine -> engine.signature()
                        .range(engine.signature().inputs().get(0).name())
                        .ofFewestImages()[0])
                .map(Math::toIntExact)
                .orElse(1);
    }

    private static long[] ofImages(ShapeRange range, int images) {
        long[] sizes = range.ofFewestImages();
        sizes[0] = images;
        return sizes;
    }

    /** What was chosen, by the user or for them. */
    Map<String, Object> choices() {
        return choices;
    }

    @Override
    public void close() {
        if (lanes != null) {
            lanes.close();
        }
        workloads.forEach(Workload::close);
        given.close();
    }
}
