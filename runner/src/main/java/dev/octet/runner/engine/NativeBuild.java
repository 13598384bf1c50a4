package dev.octet.runner.engine;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensorrt.Builder;
import dev.octet.bindings.tensorrt.BuilderConfig;
import dev.octet.bindings.tensorrt.Engine;
import dev.octet.bindings.tensorrt.EngineRuntime;
import dev.octet.bindings.tensorrt.HostMemory;
import dev.octet.bindings.tensorrt.Network;
import dev.octet.bindings.tensorrt.NetworkTensor;
import dev.octet.bindings.tensorrt.OptimizationProfile;
import dev.octet.bindings.tensorrt.TimingCache;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.model.OnnxModel;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A build inside the process that was started for it: everything here is done by TensorRT. */
final class NativeBuild {

    private final BuildRequest request;
    private final BuildFolder folder;
    private final BuildState state;

    NativeBuild(BuildRequest request, BuildFolder folder, BuildState state) {
        this.request = request;
        this.folder = folder;
        this.state = state;
    }

    /** Builds the engine into the folder. */
    BuiltEngine run() {
        OnnxModel given = unchanged(OnnxModel.at(request.model()));
        OnnxModel model =
                StrongTyping.of(given, request.settings().rewritesToHalf()).model();
        try (Device device = Device.open(request.settings().device());
                Builder builder = Builder.create(device, request.resources());
                Network network = builder.network(request.settings().stronglyTyped());
                BuilderConfig config = builder.config();
                RangesOfBuild ranges = RangesOfBuild.open(request, device, builder.versions(), state)) {
            state.reached(BuildPhase.PARSING);
            network.parse(model.toBytes(), model.name(), "");
            @Nullable OptimizationProfile profile = profile(builder, config);
            new Configuration(request, builder, network, config, model.graph()).apply();
            ranges.calibrator().ifPresent(one -> config.setCalibrator(one, profile));
            state.reached(BuildPhase.BUILDING);
            build(builder, network, config);
            exportLayers();
            return new BuiltEngine(
                    EngineEnvironment.of(device, builder.versions()),
                    tensors(network),
                    network.layers().size(),
                    ranges.sha256(),
                    ranges.usedCache(),
                    ranges.batches(),
                    ranges.leftOut(),
                    state.seconds());
        }
    }

    private OnnxModel unchanged(OnnxModel model) {
        if (!model.sha256().equals(request.modelSha256())) {
            throw new ToolkitException(
                    FailureKind.INTEGRITY,
                    "The model " + request.model() + " changed while the build was prepared: its SHA-256 was "
                            + request.modelSha256() + " and is " + model.sha256() + ".",
                    "Start the build again when the file is complete.");
        }
        return model;
    }

    private @Nullable OptimizationProfile profile(Builder builder, BuilderConfig config) {
        if (request.profile().isEmpty()) {
            return null;
        }
        OptimizationProfile profile = builder.profile();
        for (ShapeRange range : request.profile()) {
            profile.setShapes(range.input(), array(range.smallest()), array(range.usual()), array(range.largest()));
        }
        config.add(profile);
        return profile;
    }

    private static long[] array(List<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private void build(Builder builder, Network network, BuilderConfig config) {
        Optional<TimingCache> times = request.timingCache().map(file -> config.useTimingCache(bytes(file)));
        try (HostMemory plan = builder.build(network, config)) {
            state.reached(BuildPhase.SERIALISING);
            AtomicFile.write(folder.plan(), stream -> plan.writeTo(Channels.newChannel(stream)));
        }
        times.ifPresent(cache -> AtomicFile.write(folder.timingCache(), cache.toBytes()));
    }

    /** What earlier builds measured; nothing when this is the first. */
    private static byte[] bytes(Path file) {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.BAD_INPUT,
                    "The timing cache " + file + " cannot be read: " + e.getMessage() + ".",
                    "Check its permissions, or name another file.",
                    e);
        }
    }

    private void exportLayers() {
        if (request.exportLayers()) {
            try (EngineRuntime runtime = EngineRuntime.create();
                    Engine engine = runtime.load(folder.plan())) {
                AtomicFile.write(folder.layers(), engine.layers().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static List<TensorFace> tensors(Network network) {
        List<TensorFace> tensors = new ArrayList<>();
        network.inputs().forEach(tensor -> tensors.add(face(tensor, true)));
        network.outputs().forEach(tensor -> tensors.add(face(tensor, false)));
        return tensors;
    }

    private static TensorFace face(NetworkTensor tensor, boolean input) {
        return new TensorFace(tensor.name(), input, tensor.dataType(), tensor.shape());
    }
}
