package dev.octet.runner.cli;

import dev.octet.bindings.tensorrt.EngineOptions;
import dev.octet.bindings.tflite.TfliteOptions;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.runner.backend.Backend;
import dev.octet.runner.backend.LoadedEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What runs a model, and how an engine is run. */
final class BackendOptions {

    private static final String AUTO = "auto";

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = AUTO,
            description =
                    "What runs MODEL: onnxruntime, tensorrt, tflite or auto (default), which looks into the file.")
    private String backend = AUTO;

    @Option(names = "--onnx", paramLabel = "MODEL", description = "The ONNX model that an engine was built from.")
    @Nullable
    private Path onnx;

    @Option(names = "--device", paramLabel = "N", description = "Number of the GPU (default: 0).")
    @Nullable
    private Integer device;

    @Option(
            names = "--profile",
            paramLabel = "N",
            description = "Number of the engine's optimization profile (default: 0).")
    @Nullable
    private Integer profile;

    @Option(names = "--no-cuda-graph", description = "Do not capture the runs of an engine into a CUDA graph.")
    private boolean noCudaGraph;

    @Option(
            names = "--trust-engine",
            description = "Load an engine that cannot be verified. A plan is a program: trust only what you built.")
    private boolean trustEngine;

    @Option(names = "--no-xnnpack", description = "Run a TensorFlow Lite model by its own kernels, without XNNPACK.")
    private boolean noXnnpack;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Refuses what does not go with MODEL and what it is held against, before anything is loaded. */
    void check(Path model, Optional<Path> other) {
        named().ifPresent(asked -> asked.requireRuns(model));
        checkEngine(Stream.concat(Stream.of(model), other.stream()));
    }

    /** The same where there is no MODEL, as its detections are in a file. */
    void checkWithoutModel(Optional<Path> other) {
        if (named().isPresent()) {
            throw new ParameterException(spec.commandLine(), "'--backend' is what runs MODEL, and none was given");
        }
        checkEngine(other.stream());
    }

    private void checkEngine(Stream<Path> files) {
        requireNumber("--device", device);
        requireNumber("--profile", profile);
        Optional<String> option = engineOption();
        if (!noXnnpack && option.isEmpty()) {
            return; // what the files are is told where they are opened
        }
        List<Backend> given = files.map(Backend::of).toList();
        if (noXnnpack && !given.contains(Backend.TFLITE)) {
            throw new ParameterException(
                    spec.commandLine(), "'--no-xnnpack' is for TensorFlow Lite models, and none was given");
        }
        boolean sourceOfTflite = given.contains(Backend.TFLITE) && option.equals(Optional.of("--onnx"));
        if (option.isPresent() && !given.contains(Backend.TENSORRT) && !sourceOfTflite) {
            throw new ParameterException(
                    spec.commandLine(), "'" + option.get() + "' is for TensorRT engines, and none was given");
        }
    }

    private Optional<Backend> named() {
        if (backend.equals(AUTO)) {
            return Optional.empty();
        }
        Optional<Backend> named = Backend.named(backend);
        if (named.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--backend': '" + backend
                            + "' is not auto, onnxruntime, tensorrt or tflite");
        }
        return named;
    }

    private void requireNumber(String option, @Nullable Integer value) {
        if (value != null && value < 0) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '" + option + "': '" + value + "' is not at least 0");
        }
    }

    private Optional<String> engineOption() {
        return Stream.of(
                        onnx == null ? "" : "--onnx",
                        device == null ? "" : "--device",
                        profile == null ? "" : "--profile",
                        noCudaGraph ? "--no-cuda-graph" : "",
                        trustEngine ? "--trust-engine" : "")
                .filter(option -> !option.isEmpty())
                .findFirst();
    }

    /**
     * Loads a file for what its content says; {@link #check} has refused what was not asked for.
     *
     * @param threads of a TensorFlow Lite model
     */
    GivenModel open(Path file, int threads, Console console) {
        Backend fitting = Backend.of(file);
        if (fitting == Backend.ONNXRUNTIME) {
            return GivenModel.ofOnnx(OnnxModel.at(file), console);
        }
        Optional<OnnxModel> built = Optional.ofNullable(onnx).map(OnnxModel::at);
        return GivenModel.ofEngine(fitting == Backend.TFLITE ? openTflite(file, threads) : openEngine(file), built);
    }

    @SuppressWarnings("MustBeClosedChecker") // the given model closes it
    private LoadedEngine openTflite(Path file, int threads) {
        TfliteOptions options = TfliteOptions.of(threads);
        return LoadedEngine.tflite(file, noXnnpack ? options.withoutXnnpack() : options);
    }

    @SuppressWarnings("MustBeClosedChecker") // the given model closes it
    private LoadedEngine openEngine(Path file) {
        EngineOptions options = new EngineOptions(device == null ? 0 : device, profile(), !noCudaGraph);
        return LoadedEngine.open(file, options, trustEngine);
    }

    /** Number of the GPU that one of these files runs on; empty when none is an engine. */
    OptionalInt gpuOf(List<Path> files) {
        return files.stream().anyMatch(file -> Backend.of(file) == Backend.TENSORRT)
                ? OptionalInt.of(device == null ? 0 : device)
                : OptionalInt.empty();
    }

    /** True when the user wants no run of an engine captured. */
    boolean withoutCudaGraph() {
        return noCudaGraph;
    }

    /** Number of the engine's optimization profile. */
    int profile() {
        return profile == null ? 0 : profile;
    }

    /** The files that are read beside the model. */
    Stream<Path> files() {
        return Stream.ofNullable(onnx);
    }
}
