package dev.octet.benchmarks.jetson;

import dev.octet.benchmarks.power.PowerSources;
import dev.octet.benchmarks.state.Clock;
import dev.octet.benchmarks.state.ProcessorClocks;
import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.bindings.platform.CommandText;
import dev.octet.bindings.platform.JetPack;
import dev.octet.bindings.platform.L4tRelease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A Jetson, asked by its files and its own programs. */
public final class Jetson {

    private static final String DEVFREQ = "/sys/class/devfreq/";
    private static final String MEMORY = "/sys/kernel/debug/bpmp/debug/clk/emc";
    private static final String MEMORY_OF_THOR = DEVFREQ + "bwmgr";
    private static final double MICROS = 1e6;

    private final KernelFiles kernel;
    private final L4tRelease release;
    private final Programs programs;

    private Jetson(KernelFiles kernel, L4tRelease release, Programs programs) {
        this.kernel = kernel;
        this.release = release;
        this.programs = programs;
    }

    /** What NVIDIA's own programs print. */
    public interface Programs {

        /** What {@code nvpmodel -q} prints; empty when it does not answer. */
        Optional<String> nvpmodel();

        /** One line of tegrastats; empty when it does not answer. */
        Optional<String> tegrastats();
    }

    /** The programs of this machine. */
    private static final class InstalledPrograms implements Programs {

        @Override
        public Optional<String> nvpmodel() {
            return CommandText.of("nvpmodel", "-q");
        }

        @Override
        public Optional<String> tegrastats() {
            return CommandText.firstLineOf("tegrastats", "--interval", "100");
        }
    }

    /** The Jetson whose files these are; empty when this is none. */
    public static Optional<Jetson> of(KernelFiles kernel) {
        return of(kernel, new InstalledPrograms());
    }

    /** The same with other programs. */
    public static Optional<Jetson> of(KernelFiles kernel, Programs programs) {
        return L4tRelease.under(kernel.root()).map(release -> new Jetson(kernel, release, programs));
    }

    /** Adds what the whole board draws to the sources, or why that is not known. */
    public void addPower(PowerSources sources) {
        List<String> problems = new ArrayList<>();
        Map<String, Rail> rails = new LinkedHashMap<>();
        Rails.of(kernel, problems).forEach(rail -> rails.put(rail.name(), rail));
        Optional<BoardTotal> total = BoardTotal.of(rails.keySet());
        if (total.isPresent()) {
            try {
                List<Rail> summands = total.get().names().stream()
                        .map(name -> Objects.requireNonNull(rails.get(name)))
                        .toList();
                sources.add(RailPower.of(kernel, summands, total.get().covers()));
                return;
            } catch (IOException e) {
                problems.add(0, String.valueOf(e.getMessage()));
            }
        } else if (!rails.isEmpty()) {
            problems.add(BoardTotal.noneFor(rails.keySet()));
        }
        sources.addReason("rails of the board: " + problems.get(0));
    }

    /** What it is and does now; what is missing is among its problems. */
    public JetsonState state() {
        List<String> problems = new ArrayList<>();
        List<Rail> rails = Rails.of(kernel, problems);
        List<Clock> gpu = gpuClocks(problems);
        Optional<TegrastatsLine> stats = programs.tegrastats().flatMap(TegrastatsLine::of);
        Map<String, Double> watts = watts(rails, stats);
        Optional<PowerMode> mode =
                programs.nvpmodel().flatMap(PowerMode::inQuery).or(() -> PowerMode.inFiles(kernel, problems));
        return new JetsonState(
                release.board(),
                release.major() + "." + release.revision(),
                release.jetPack().map(JetPack::release),
                mode,
                gpu,
                memoryClock(problems),
                ProcessorClocks.of(kernel, problems),
                gpuPercent(stats),
                Fan.of(kernel),
                watts,
                total(watts, problems),
                problems);
    }

    private List<Clock> gpuClocks(List<String> problems) {
        List<Clock> clocks = new ArrayList<>();
        for (String device : gpuDevices()) {
            Clock.ofDevfreq(kernel, "GPU " + device, DEVFREQ + device, problems).ifPresent(clocks::add);
        }
        if (clocks.isEmpty() && gpuDevices().isEmpty()) {
            problems.add("clock of the GPU: no GPU in /sys/class/devfreq");
        }
        return clocks;
    }

    /** Orin has 17000000.gpu, which JetPack 5 calls 17000000.ga10b; Thor has gpu-gpc-0 and gpu-nvd-0. */
    private List<String> gpuDevices() {
        return kernel.names(DEVFREQ).stream()
                .filter(name -> name.matches("\\w+\\.(gpu|ga10b|gv11b|gp10b|gm20b)|gpu-(gpc|nvd)-\\d+"))
                .toList();
    }

    private Optional<Clock> memoryClock(List<String> problems) {
        return kernel.exists(MEMORY_OF_THOR)
                ? Clock.ofDevfreq(kernel, "memory", MEMORY_OF_THOR, problems)
                : Clock.ofBootProcessor(kernel, "memory", MEMORY, problems);
    }

    private OptionalDouble gpuPercent(Optional<TegrastatsLine> stats) {
        for (String device : gpuDevices()) {
            OptionalLong perMille =
                    kernel.text(DEVFREQ + device + "/device/load").number();
            if (perMille.isPresent()) {
                return OptionalDouble.of(perMille.getAsLong() / 10.0);
            }
        }
        return stats.map(TegrastatsLine::gpuPercent).orElse(OptionalDouble.empty());
    }

    private Map<String, Double> watts(List<Rail> rails, Optional<TegrastatsLine> stats) {
        Map<String, Double> watts = new LinkedHashMap<>();
        for (Rail rail : rails) {
            OptionalLong micro = rail.microwatts(kernel);
            if (micro.isPresent()) {
                watts.put(rail.name(), micro.getAsLong() / MICROS);
            }
        }
        if (rails.isEmpty()) {
            stats.ifPresent(line -> line.milliwatts().forEach((name, milli) -> watts.put(name, milli / 1000.0)));
        }
        return watts;
    }

    private static Optional<RailTotal> total(Map<String, Double> watts, List<String> problems) {
        Optional<BoardTotal> rule = BoardTotal.of(watts.keySet());
        if (rule.isEmpty() && !watts.isEmpty()) {
            problems.add(BoardTotal.noneFor(watts.keySet()));
        }
        return rule.map(total -> new RailTotal(
                total.names(),
                total.covers(),
                total.names().stream()
                        .mapToDouble(name -> Objects.requireNonNull(watts.get(name)))
                        .sum()));
    }
}
