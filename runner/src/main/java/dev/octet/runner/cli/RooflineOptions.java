package dev.octet.runner.cli;

import dev.octet.benchmarks.roofline.Arithmetic;
import dev.octet.benchmarks.roofline.CpuClock;
import dev.octet.benchmarks.roofline.CpuLimits;
import dev.octet.benchmarks.roofline.DeviceLimits;
import dev.octet.benchmarks.roofline.GpuLimits;
import dev.octet.benchmarks.roofline.GraphWork;
import dev.octet.benchmarks.roofline.MemoryBandwidth;
import dev.octet.benchmarks.roofline.Roofline;
import dev.octet.bindings.cuda.GpuDevice;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.platform.L4tRelease;
import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.model.Graph;
import dev.octet.runner.engine.EngineManifest;
import dev.octet.runner.engine.EnginePrecision;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --roofline}: how near a run comes to what its device allows. */
final class RooflineOptions {

    @Option(
            names = "--roofline",
            description = "Also say how near the run comes to what the device allows: multiply-accumulates a second and"
                    + " memory, and which of them bounds it.")
    private boolean roofline;

    boolean isAsked() {
        return roofline;
    }

    /** Refuses, before anything is measured, a model whose work is not known and a device without limits. */
    void check(GivenModel given) {
        if (roofline) {
            graph(given);
            given.engine().flatMap(engine -> engine.device()).ifPresent(RooflineOptions::ofGpu);
        }
    }

    /**
     * The distance.
     *
     * @param given what ran
     * @param file of it
     * @param batch images in one run
     * @param seconds of one run
     * @param threads of ONNX Runtime
     */
    Roofline of(GivenModel given, Path file, long batch, double seconds, int threads) {
        Graph graph = graph(given);
        GraphWork work = GraphWork.of(graph, given.engine().isPresent() ? precision(file) : Arithmetic.FP32);
        boolean open = graph.inputs().get(0).shape().dimension(0) < 0;
        return new Roofline(open ? work.times(Math.toIntExact(batch)) : work, limits(given, threads), seconds);
    }

    private static Graph graph(GivenModel given) {
        Graph graph = given.known()
                .orElseThrow(() -> new ToolkitException(
                        FailureKind.USAGE,
                        "--roofline counts the work of a graph, which engine " + given.name() + " does not show.",
                        "Give the model that the engine was built from with --onnx."))
                .graph();
        if (GraphWork.of(graph, Arithmetic.FP32).macs() == 0) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "--roofline finds no multiply-accumulates in model " + given.name() + ", or not their sizes.",
                    "Give a model of convolutions or matrix products with a fixed image size.");
        }
        return graph;
    }

    private static DeviceLimits limits(GivenModel given, int threads) {
        return given.engine()
                .flatMap(engine -> engine.device())
                .map(RooflineOptions::ofGpu)
                .orElseGet(() -> ofCpu(threads));
    }

    private static DeviceLimits ofCpu(int threads) {
        Machine machine = Machine.current();
        int cores = Math.min(threads, machine.cores());
        return CpuLimits.of(machine, cores, CpuClock.current(), MemoryBandwidth.measure(cores));
    }

    private static DeviceLimits ofGpu(GpuDevice device) {
        if (!device.integrated()) {
            return GpuLimits.ofCard(device.name());
        }
        String board = L4tRelease.under(Path.of("/")).map(L4tRelease::board).orElse(device.name());
        return GpuLimits.ofJetson(board, device.memoryBytes(), Optional.empty());
    }

    /** What layers in float may be computed in: of an engine that has integers from a calibrator, all of them in INT8. */
    private static Arithmetic precision(Path engine) {
        return EngineManifest.of(engine)
                .map(manifest -> manifest.settings().precision() == EnginePrecision.FP32
                        ? Arithmetic.FP32
                        : manifest.calibration().isPresent() ? Arithmetic.INT8 : Arithmetic.FP16)
                .orElse(Arithmetic.FP32);
    }
}
