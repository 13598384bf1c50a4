package dev.octet.runner.cli;

import dev.octet.benchmarks.Workload;
import dev.octet.benchmarks.environment.EnvironmentProbe;
import dev.octet.benchmarks.environment.EnvironmentRecord;
import dev.octet.benchmarks.environment.GpuUnderTest;
import dev.octet.benchmarks.environment.ModelFile;
import dev.octet.benchmarks.environment.Observation;
import dev.octet.benchmarks.power.EnergyBenchmark;
import dev.octet.benchmarks.power.EnergyReading;
import dev.octet.benchmarks.power.NetEnergy;
import dev.octet.benchmarks.power.PowerDefaults;
import dev.octet.benchmarks.power.PowerSource;
import dev.octet.benchmarks.power.PowerSources;
import dev.octet.bindings.cuda.Cuda;
import dev.octet.bindings.cuda.GpuRuntime;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Under which conditions models were timed: the machine around the timed run, and the energy of a run of its own after it.
 *
 * @param environment the record
 * @param energy by image; empty when nothing tells it or the user left it out
 */
record RunConditions(EnvironmentRecord environment, Optional<EnergyReport> energy) {

    /**
     * Times, between a look at the machine before and one after it, and measures energy then.
     *
     * @param files of the models
     * @param models the same, ready to run
     * @param imagesPerRun images that one run of a model goes through
     * @param timed what is timed
     */
    static RunConditions around(
            BenchmarkRequest request,
            List<Path> files,
            TimedModels models,
            long imagesPerRun,
            Runnable timed) {
        OptionalInt gpu = request.backend().gpuOf(files);
        Optional<GpuRuntime> cuda = gpu.isPresent() ? Optional.of(Cuda.runtime()) : Optional.empty();
        EnvironmentProbe probe = EnvironmentProbe.ofThisMachine(
                cuda.map(runtime -> GpuUnderTest.of(runtime.devices().get(gpu.getAsInt()))));
        Console console = request.console();
        try (PowerSources sources = request.power().isWanted() ? probe.power() : new PowerSources()) {
            if (request.power().isWanted()) {
                request.power().say(sources, console);
            }
            Energy energy = new Energy(sources, console);
            Observation run = probe.during(timed);
            EnvironmentRecord environment = probe.record(
                    run,
                    List.copyOf(request.command().commandLine().getParseResult().originalArgs()),
                    runtimes(models.backends(), cuda),
                    files.stream().map(ModelFile::of).toList());
            return new RunConditions(environment, energy.of(models.workloads(), imagesPerRun));
        }
    }

    private static Map<String, String> runtimes(List<String> backends, Optional<GpuRuntime> cuda) {
        Map<String, String> versions = new LinkedHashMap<>();
        for (String backend : backends) {
            int space = backend.lastIndexOf(' ');
            versions.put(space < 0 ? backend : backend.substring(0, space), backend.substring(space + 1));
        }
        cuda.ifPresent(runtime -> {
            versions.put("CUDA", GpuRuntime.words(runtime.runtimeVersion()));
            versions.put("CUDA of the driver", GpuRuntime.words(runtime.driverVersion()));
        });
        return versions;
    }

    /** Says what belongs beside the figures. */
    void printTo(Console console) {
        energy.ifPresent(report -> report.printTo(console));
        environment.warnings().forEach(warning -> console.print("warning: " + warning));
    }

    /** Adds the objects {@code power} (null without) and {@code environment} to a result. */
    void addTo(Map<String, Object> document) {
        document.put("power", energy.map(EnergyReport::json).orElse(null));
        document.put("environment", environment);
    }

    /** The idle machine, then each model alone. */
    private static final class Energy {

        private final List<String> reasons;
        private final List<PowerSource> sources;
        private final EnergyBenchmark benchmark;
        private final List<EnergyReading> idle;
        private final Console console;

        Energy(PowerSources all, Console console) {
            this.reasons = all.reasons();
            this.sources = all.readable();
            this.console = console;
            this.benchmark = EnergyBenchmark.of(sources);
            this.idle = sources.isEmpty() ? List.of() : benchmark.idle(PowerDefaults.IDLE);
        }

        Optional<EnergyReport> of(List<Workload> workloads, long imagesPerRun) {
            if (sources.isEmpty()) {
                return Optional.empty();
            }
            Map<String, List<NetEnergy>> byModel = new LinkedHashMap<>();
            for (Workload workload : workloads) {
                console.say("Energy of " + workload.name() + ": " + PowerDefaults.RUN.toSeconds() + " s");
                byModel.put(
                        workload.name(), benchmark.of(workload::run, imagesPerRun, PowerDefaults.RUN, idle));
            }
            return Optional.of(new EnergyReport(byModel, reasons));
        }
    }
}
