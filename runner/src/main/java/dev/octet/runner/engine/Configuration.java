package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensorrt.Builder;
import dev.octet.bindings.tensorrt.BuilderConfig;
import dev.octet.bindings.tensorrt.BuilderFlag;
import dev.octet.bindings.tensorrt.Network;
import dev.octet.calibrator.model.Graph;

/** Settings of a build in TensorRT's switches. */
final class Configuration {

    private final BuildRequest request;
    private final BuildSettings settings;
    private final Builder builder;
    private final Network network;
    private final BuilderConfig config;
    private final Graph graph;

    Configuration(BuildRequest request, Builder builder, Network network, BuilderConfig config, Graph graph) {
        this.request = request;
        this.settings = request.settings();
        this.builder = builder;
        this.network = network;
        this.config = config;
        this.graph = graph;
    }

    void apply() {
        requireTypesAsAsked();
        if (!network.isStronglyTyped()) {
            config.set(BuilderFlag.FP16, settings.precision() != EnginePrecision.FP32);
            config.set(BuilderFlag.INT8, request.allowsIntegers());
        }
        settings.workspaceBytes().ifPresent(config::setWorkspace);
        settings.optimizationLevel().ifPresent(config::setOptimizationLevel);
        config.keepLayerDetails();
        switchOn(BuilderFlag.VERSION_COMPATIBLE, settings.versionCompatible());
        switchOn(BuilderFlag.SPARSE_WEIGHTS, settings.sparsity());
        switchOn(BuilderFlag.STRIP_PLAN, settings.strip());
        if (settings.hardware() != HardwareLevel.NONE) {
            config.setHardwareCompatibility(settings.hardware().compatibility());
        }
        settings.dlaCore().ifPresent(this::useDla);
        for (LayerPrecision wanted : settings.layerPrecisions()) {
            setPrecision(wanted);
        }
    }

    /** From TensorRT 11 on every network is strongly typed, and a precision would mean nothing. */
    private void requireTypesAsAsked() {
        if (network.isStronglyTyped() && !settings.stronglyTyped()) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "TensorRT " + builder.versions().libraryText()
                            + " takes types from the model alone: it cannot choose" + " among those of '--precision "
                            + settings.precision().id() + "'.",
                    "Add '--strongly-typed', and build a model that has Q/DQ or the types that it is to compute in.");
        }
    }

    private void switchOn(BuilderFlag flag, boolean on) {
        if (on) {
            config.set(flag, true);
        }
    }

    private void useDla(int core) {
        int cores = builder.dlaCores();
        if (core >= cores) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "There is no DLA core " + core + ": this device has "
                            + (cores == 0 ? "none" : "0 to " + (cores - 1)) + ".",
                    "Leave '--dla' out, or name another core.");
        }
        config.setDla(core);
        switchOn(BuilderFlag.GPU_FALLBACK, settings.gpuFallback());
    }

    private void setPrecision(LayerPrecision wanted) {
        FloatLayers floats = new FloatLayers(graph);
        var layers = network.layers().stream()
                .filter(layer -> wanted.isAbout(layer.name()) && floats.has(layer.name()))
                .toList();
        if (layers.isEmpty()) {
            throw floats.nothingFor(wanted);
        }
        config.set(BuilderFlag.OBEY_PRECISION, true);
        layers.forEach(layer -> network.setPrecision(layer, wanted.dataType()));
    }
}
