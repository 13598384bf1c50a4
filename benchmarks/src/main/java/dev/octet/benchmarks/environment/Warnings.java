package dev.octet.benchmarks.environment;

import dev.octet.benchmarks.jetson.JetsonState;
import dev.octet.benchmarks.jetson.JetsonState.Clocks;
import dev.octet.benchmarks.jetson.PowerMode;
import dev.octet.bindings.nvml.ClockLimit;
import dev.octet.bindings.nvml.NvmlState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What makes a figure less than it seems, told beside it. Each warning is one sentence or two. */
final class Warnings {

    /** A load above this part of the cores is somebody else's work, or that of a run just before. */
    private static final double BUSY_PART = 0.25;

    /** Less than one core half busy is nobody's work, on a machine of one or two cores. */
    private static final double BUSY_CORES = 0.5;

    /** A GPU that idles shows a few percent of load. */
    private static final double BUSY_GPU_PERCENT = 5;

    private final MachineState before;
    private final MachineState after;
    private final List<String> warnings = new ArrayList<>();

    private Warnings(MachineState before, MachineState after) {
        this.before = before;
        this.after = after;
    }

    static List<String> of(MachineState before, MachineState after, Optional<WatchedClock> clock, int cores, long pid) {
        Warnings all = new Warnings(before, after);
        all.governor();
        before.jetson().ifPresent(all::board);
        all.load(cores);
        all.desktop();
        all.slowing();
        clock.ifPresent(all::gpuClock);
        before.gpu().ifPresent(state -> all.others(state, pid));
        return List.copyOf(all.warnings);
    }

    private void governor() {
        Optional<String> governors = before.processor().governors();
        boolean locked = before.processor().locked().orElse(false);
        if (governors.isPresent() && !locked && !governors.get().equals("performance")) {
            warnings.add("The governor of the processor is " + governors.get()
                    + ", so its clocks follow the load; 'performance' holds them up.");
        }
    }

    private void board(JetsonState board) {
        Optional<PowerMode> mode = board.powerMode();
        if (mode.isPresent() && !mode.get().isUnlimited()) {
            warnings.add("The power mode is " + mode.get().name()
                    + ", which holds clocks and cores down; see 'nvpmodel -q'.");
        }
        if (board.clocks() == Clocks.FLOATING) {
            warnings.add("The clocks of the board float; 'sudo jetson_clocks' locks them.");
        } else if (board.clocks() == Clocks.UNKNOWN) {
            warnings.add("Whether the clocks of the board float is not known.");
        }
        if (board.gpuPercent().orElse(0) > BUSY_GPU_PERCENT) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The GPU was %.0f %% busy before the start: something else runs on it.",
                    board.gpuPercent().getAsDouble()));
        }
    }

    private void load(int cores) {
        double load = before.loadOfLastMinute().orElse(0);
        if (load > Math.max(BUSY_CORES, BUSY_PART * cores)) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The load before the start was %.2f on %d cores: something else runs, or ran within the last minute.",
                    load,
                    cores));
        }
    }

    private void desktop() {
        if (before.desktop().isPresent()
                && (before.jetson().isPresent() || before.gpu().isPresent())) {
            warnings.add("A desktop runs (" + before.desktop().get()
                    + "), which shares GPU and memory; 'sudo systemctl isolate multi-user.target' ends it.");
        }
    }

    private void slowing() {
        Set<String> reasons = new TreeSet<>(after.throttling().cooling());
        reasons.addAll(before.throttling().cooling());
        reasons.addAll(after.throttling().since(before.throttling()));
        if (!reasons.isEmpty()) {
            warnings.add("The machine slowed itself down: " + String.join(", ", reasons) + ".");
        }
    }

    private void gpuClock(WatchedClock clock) {
        Set<ClockLimit> limits = EnumSet.noneOf(ClockLimit.class);
        limits.addAll(clock.limits());
        after.gpu().ifPresent(state -> limits.addAll(state.clockLimits()));
        List<String> throttled = limits.stream()
                .filter(ClockLimit::isThrottling)
                .map(ClockLimit::words)
                .toList();
        if (!throttled.isEmpty()) {
            warnings.add("The GPU was slowed down by " + String.join(" and by ", throttled) + ".");
        }
        if (clock.moved()) {
            warnings.add("The clock of the GPU moved between " + clock.lowestMhz() + " and " + clock.highestMhz()
                    + " MHz during the run.");
        }
    }

    /** In a container the processes of a GPU have numbers of the host: one of them is this process. */
    private void others(NvmlState state, long pid) {
        Collection<Long> processes =
                state.processes().stream().map(process -> process.pid()).collect(Collectors.toSet());
        int others = processes.isEmpty() ? 0 : processes.size() - 1;
        if (others > 0) {
            String numbers = processes.stream()
                    .filter(other -> other != pid)
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            warnings.add((others == 1 ? "Another process uses" : others + " other processes use") + " the GPU"
                    + (processes.contains(pid) ? " (" + numbers + ")." : " (among " + numbers + ")."));
        }
    }
}
