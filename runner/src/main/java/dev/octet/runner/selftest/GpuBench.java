package dev.octet.runner.selftest;

import dev.octet.bindings.cuda.Device;
import dev.octet.bindings.tensorrt.Builder;
import dev.octet.bindings.tensorrt.BuilderConfig;
import dev.octet.bindings.tensorrt.EngineOptions;
import dev.octet.bindings.tensorrt.EngineSession;
import dev.octet.bindings.tensorrt.HostMemory;
import dev.octet.bindings.tensorrt.Int8Calibrator;
import dev.octet.bindings.tensorrt.Network;
import dev.octet.calibrator.files.AtomicFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The first GPU, and engines built on it. */
final class GpuBench implements AutoCloseable {

    private final Path folder;
    private final Optional<Path> resources;
    private final Supplier<Device> opening;
    private final Map<String, Path> plans = new HashMap<>();
    private @Nullable Device device;

    GpuBench(Path folder, Optional<Path> resources, Supplier<Device> opening) {
        this.folder = folder;
        this.resources = resources;
        this.opening = opening;
    }

    /** The first GPU, current for this thread. */
    Device device() {
        if (device == null) {
            device = opening.get();
        }
        device.makeCurrent();
        return device;
    }

    Optional<Path> resources() {
        return resources;
    }

    /** The engine of a recipe, built once. */
    Path plan(EngineRecipe recipe) {
        Path made = plans.get(recipe.name());
        if (made == null) {
            made = folder.resolve(recipe.name() + ".engine");
            build(recipe, null, made);
            plans.put(recipe.name(), made);
        }
        return made;
    }

    /** Builds an engine, anew. */
    void build(EngineRecipe recipe, @Nullable Int8Calibrator calibrator, Path target) {
        try (Builder builder = Builder.create(device(), resources);
                Network network = builder.network(recipe.stronglyTyped());
                BuilderConfig config = builder.config()) {
            network.parse(recipe.model().toBytes(), recipe.name(), "");
            recipe.flags().forEach(flag -> config.set(flag, true));
            config.setOptimizationLevel(recipe.optimizationLevel());
            if (calibrator != null) {
                config.setCalibrator(calibrator, null);
            }
            try (HostMemory plan = builder.build(network, config)) {
                AtomicFile.write(target, plan.toBytes());
            }
        }
    }

    /** A session of an engine; the caller closes it. */
    EngineSession open(Path plan) {
        return EngineSession.load(plan, EngineOptions.defaults());
    }

    @Override
    public void close() {
        if (device != null) {
            device.close();
            device = null;
        }
    }
}
