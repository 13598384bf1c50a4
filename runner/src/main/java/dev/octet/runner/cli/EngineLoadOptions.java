package dev.octet.runner.cli;

import dev.octet.benchmarks.trtexec.Like;
import dev.octet.bindings.tensorrt.LaneMemory;
import dev.octet.bindings.tensorrt.LaneOptions;
import dev.octet.runner.backend.Backend;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the queries of an engine are put on its GPU, and where the times of queries go. */
final class EngineLoadOptions {

    @Option(
            names = "--cuda-graph",
            description = "Capture the runs of an engine into a CUDA graph (default, but not with --like=trtexec10).")
    private boolean cudaGraph;

    @Option(
            names = "--spin-wait",
            description = "Spin while waiting for the GPU, which is steadier and keeps a core busy.")
    private boolean spinWait;

    @Option(
            names = "--no-spin-wait",
            description = "Sleep while waiting for the GPU (default, but not with --like=trtexec11).")
    private boolean noSpinWait;

    @Option(
            names = "--transfers",
            description = "Copy inputs and outputs of an engine with every query (default, but not with"
                    + " --like=trtexec11).")
    private boolean transfers;

    @Option(names = "--no-transfers", description = "Copy the inputs of an engine once, and no outputs.")
    private boolean noTransfers;

    @Option(
            names = "--memory",
            paramLabel = "KIND",
            description = "Memory of an engine's inputs and outputs: pinned (default), managed or zero-copy.")
    @Nullable
    private String memory;

    @Option(
            names = "--export-times",
            paramLabel = "FILE",
            description = "Also write the times of every query, as trtexec's --exportTimes does.")
    @Nullable
    private Path exportTimes;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The file for the times. */
    Optional<Path> exportTimes() {
        return Optional.ofNullable(exportTimes);
    }

    /** Refuses what an ONNX model does not have, and what contradicts itself. */
    void check(Path model, BackendOptions backend) {
        refuseBoth(cudaGraph, "--cuda-graph", backend.withoutCudaGraph(), "--no-cuda-graph");
        refuseBoth(spinWait, "--spin-wait", noSpinWait, "--no-spin-wait");
        refuseBoth(transfers, "--transfers", noTransfers, "--no-transfers");
        memoryKind();
        Optional<String> named = named();
        if (named.isPresent() && Backend.of(model) != Backend.TENSORRT) {
            throw new ParameterException(
                    spec.commandLine(), "'" + named.get() + "' is for TensorRT engines, and none was given");
        }
    }

    /** The first option that only an engine has. */
    Optional<String> named() {
        return Stream.of(
                        cudaGraph ? "--cuda-graph" : "",
                        spinWait ? "--spin-wait" : "",
                        noSpinWait ? "--no-spin-wait" : "",
                        transfers ? "--transfers" : "",
                        noTransfers ? "--no-transfers" : "",
                        memory == null ? "" : "--memory")
                .filter(option -> !option.isEmpty())
                .findFirst();
    }

    private void refuseBoth(boolean one, String option, boolean other, String opposite) {
        if (one && other) {
            throw new ParameterException(
                    spec.commandLine(), "'" + option + "' and '" + opposite + "' contradict each other");
        }
    }

    private LaneMemory memoryKind() {
        if (memory == null) {
            return LaneMemory.PINNED;
        }
        return Arrays.stream(LaneMemory.values())
                .filter(kind -> kind.toString().equals(memory))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Invalid value for option '--memory': '" + memory + "' is not pinned, managed or zero-copy"));
    }

    /** How lanes work: what was named, else as the tool does that is followed, else with graphs, sleeping, copying. */
    LaneOptions lanes(Optional<Like> like, BackendOptions backend, int depth) {
        return new LaneOptions(
                backend.profile(),
                depth,
                choose(
                        cudaGraph,
                        backend.withoutCudaGraph(),
                        like.map(Like::cudaGraph).orElse(true)),
                choose(spinWait, noSpinWait, like.map(Like::spinWait).orElse(false)),
                choose(transfers, noTransfers, like.map(Like::transfers).orElse(true)),
                memoryKind());
    }

    private static boolean choose(boolean wanted, boolean unwanted, boolean otherwise) {
        return wanted || (otherwise && !unwanted);
    }
}
