package dev.octet.benchmarks.environment;

import dev.octet.benchmarks.jetson.Jetson;
import dev.octet.benchmarks.jetson.JetsonState;
import dev.octet.benchmarks.jetson.PowerMode;
import dev.octet.benchmarks.power.PowerSources;
import dev.octet.benchmarks.state.Clock;
import dev.octet.benchmarks.state.Desktop;
import dev.octet.benchmarks.state.Load;
import dev.octet.benchmarks.state.ProcessorClocks;
import dev.octet.benchmarks.state.Temperatures;
import dev.octet.benchmarks.state.Throttling;
import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.bindings.nvml.NvmlAnswer;
import dev.octet.bindings.nvml.NvmlDevice;
import dev.octet.bindings.nvml.NvmlReading;
import dev.octet.bindings.nvml.NvmlState;
import dev.octet.bindings.platform.LinuxRelease;
import dev.octet.bindings.platform.Machine;
import dev.octet.calibrator.OctetVersion;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Asks a machine for its environment: once for what does not change, and before and after what is measured. */
public final class EnvironmentProbe {

    private final KernelFiles kernel;
    private final Optional<Jetson> jetson;
    private final Optional<GpuUnderTest> gpu;

    private EnvironmentProbe(KernelFiles kernel, Optional<Jetson> jetson, Optional<GpuUnderTest> gpu) {
        this.kernel = kernel;
        this.jetson = jetson;
        this.gpu = gpu;
    }

    /**
     * This machine.
     *
     * @param gpu the GPU that something is measured on; empty for none
     */
    public static EnvironmentProbe ofThisMachine(Optional<GpuUnderTest> gpu) {
        KernelFiles kernel = KernelFiles.ofThisMachine();
        return of(kernel, Jetson.of(kernel), gpu);
    }

    /** A machine whose files are elsewhere. */
    static EnvironmentProbe of(KernelFiles kernel, Optional<Jetson> jetson, Optional<GpuUnderTest> gpu) {
        return new EnvironmentProbe(kernel, jetson, gpu);
    }

    /** What can tell energy or power of what is measured here, and why other sources cannot. */
    public PowerSources power() {
        PowerSources sources = new PowerSources();
        if (jetson.isPresent()) {
            jetson.get().addPower(sources);
            return sources;
        }
        if (gpu.isPresent()) {
            GpuUnderTest one = gpu.get();
            one.device().ifPresent(device -> sources.addGpu(device, one.name()));
            if (one.device().isEmpty()) {
                sources.addReason("NVML of " + one.name() + ": " + one.reason());
            }
        }
        return sources.addProcessor(kernel);
    }

    /** Runs what is measured, and looks at the machine before, during and after it. */
    public Observation during(Runnable work) {
        MachineState before = state();
        List<Clock> board = before.jetson().map(JetsonState::gpuClocks).orElse(List.of());
        Optional<NvmlDevice> device = jetson.isPresent() ? Optional.empty() : gpu.flatMap(GpuUnderTest::device);
        Optional<WatchedClock> clock = ClockWatch.during(device, board, kernel, work);
        return new Observation(before, state(), clock);
    }

    /** What the machine does now. */
    public MachineState state() {
        List<String> problems = new ArrayList<>();
        Optional<JetsonState> board = jetson.map(Jetson::state);
        board.ifPresent(state -> problems.addAll(state.problems()));
        List<Clock> clocks = board.map(JetsonState::processorClocks).orElseGet(() -> processorClocks(problems));
        Optional<NvmlState> nvml = gpu.flatMap(GpuUnderTest::device).map(NvmlDevice::state);
        if (gpu.isPresent() && nvml.isEmpty()) {
            problems.add("NVML of " + gpu.get().name() + ": " + gpu.get().reason());
        }
        return new MachineState(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Load.lastMinute(kernel),
                Machine.current().availableMemoryBytes(),
                ProcessorState.of(clocks),
                Temperatures.of(kernel, problems),
                Throttling.of(kernel),
                Desktop.running(kernel),
                nvml,
                board,
                problems);
    }

    private List<Clock> processorClocks(List<String> problems) {
        List<String> found = new ArrayList<>();
        List<Clock> clocks = ProcessorClocks.of(kernel, found);
        problems.addAll(found);
        return clocks;
    }

    /**
     * The whole record of a run.
     *
     * @param flags what the command was given
     * @param runtimes version by name of what ran the models
     * @param models what was measured
     */
    public EnvironmentRecord record(
            Observation run, List<String> flags, Map<String, String> runtimes, List<ModelFile> models) {
        Machine machine = Machine.current();
        return new EnvironmentRecord(
                setup(machine, run.before(), flags, runtimes),
                models,
                run.before(),
                run.after(),
                run.clock().stream().toList(),
                Warnings.of(
                        run.before(),
                        run.after(),
                        run.clock(),
                        machine.cores(),
                        ProcessHandle.current().pid()));
    }

    private Setup setup(Machine machine, MachineState state, List<String> flags, Map<String, String> runtimes) {
        ProcessorState processor = state.processor();
        return new Setup(
                OctetVersion.CURRENT,
                flags,
                machine.jdk(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                machine.os(),
                LinuxRelease.under(kernel.root()).map(LinuxRelease::name),
                new Setup.Processor(
                        machine.cpuModel(),
                        machine.arch(),
                        machine.cores(),
                        List.copyOf(machine.cpuFlags()),
                        processor.governors(),
                        processor.lowestMhz(),
                        processor.highestMhz()),
                machine.physicalMemoryBytes(),
                runtimes,
                gpu.map(one -> gpu(one, state.gpu())),
                state.jetson().map(EnvironmentProbe::board));
    }

    private static Setup.Gpu gpu(GpuUnderTest gpu, Optional<NvmlState> state) {
        return new Setup.Gpu(
                gpu.name(),
                gpu.setting().map(NvmlReading::driverVersion),
                gpu.setting().flatMap(NvmlReading::persistence),
                gpu.setting().map(NvmlReading::powerLimitWatts).orElse(OptionalDouble.empty()),
                state.map(NvmlState::maxSmClockMhz).map(NvmlAnswer::value).orElse(OptionalDouble.empty()));
    }

    private static Setup.Board board(JetsonState board) {
        return new Setup.Board(
                board.board(),
                board.l4t(),
                board.jetPack(),
                board.powerMode().map(PowerMode::name),
                board.clocks().name());
    }
}
