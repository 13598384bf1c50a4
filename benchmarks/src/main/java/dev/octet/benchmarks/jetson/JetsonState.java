package dev.octet.benchmarks.jetson;

import dev.octet.benchmarks.state.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a Jetson is and does at a moment.
 *
 * @param board as it calls itself
 * @param l4t its Linux for Tegra, such as "36.4.3"
 * @param jetPack the JetPack that it belongs to; empty when not known
 * @param powerMode by nvpmodel; empty when not told
 * @param gpuClocks of the GPU
 * @param memoryClock of the memory; empty when not told, as without root
 * @param processorClocks of the cores
 * @param gpuPercent load of the GPU; empty when not told
 * @param fan its fan; empty when there is none
 * @param railWatts power by rail
 * @param total what the board draws; empty when not known
 * @param problems what is missing or may not be read, each one part of a sentence
 */
public record JetsonState(
        String board,
        String l4t,
        Optional<String> jetPack,
        Optional<PowerMode> powerMode,
        List<Clock> gpuClocks,
        Optional<Clock> memoryClock,
        List<Clock> processorClocks,
        OptionalDouble gpuPercent,
        Optional<Fan> fan,
        Map<String, Double> railWatts,
        Optional<RailTotal> total,
        List<String> problems) {

    /** Whether clocks move. */
    public enum Clocks {
        /** None can, as after jetson_clocks. */
        LOCKED,
        /** One or more can. */
        FLOATING,
        /** The board does not tell. */
        UNKNOWN
    }

    public JetsonState {
        gpuClocks = List.copyOf(gpuClocks);
        processorClocks = List.copyOf(processorClocks);
        problems = List.copyOf(problems);
    }

    /** Whether the clocks of GPU and cores move, and that of the memory where it is told. */
    public Clocks clocks() {
        if (gpuClocks.isEmpty() || processorClocks.isEmpty()) {
            return Clocks.UNKNOWN;
        }
        boolean locked = gpuClocks.stream().allMatch(Clock::isLocked)
                && processorClocks.stream().allMatch(Clock::isLocked)
                && memoryClock.map(Clock::isLocked).orElse(true);
        return locked ? Clocks.LOCKED : Clocks.FLOATING;
    }
}
