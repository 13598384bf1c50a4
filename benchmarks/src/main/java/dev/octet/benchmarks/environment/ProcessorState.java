package dev.octet.benchmarks.environment;

import dev.octet.benchmarks.state.Clock;
import dev.octet.benchmarks.state.ProcessorClocks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The clocks of the processor at a moment, over all cores.
 *
 * @param governors what chooses them, such as "schedutil"; empty when not told
 * @param locked whether none can move; empty when there is no clock to tell
 * @param lowestMhz the lowest that one may have
 * @param highestMhz the highest that one may have
 * @param slowestMhz the clock now of the slowest
 * @param fastestMhz the clock now of the fastest
 */
public record ProcessorState(
        Optional<String> governors,
        Optional<Boolean> locked,
        OptionalLong lowestMhz,
        OptionalLong highestMhz,
        OptionalLong slowestMhz,
        OptionalLong fastestMhz) {

    private static final long HZ_PER_MHZ = 1_000_000;

    static ProcessorState of(List<Clock> clocks) {
        List<Long> now = clocks.stream()
                .filter(clock -> clock.currentHz().isPresent())
                .map(clock -> clock.currentHz().getAsLong() / HZ_PER_MHZ)
                .sorted()
                .toList();
        String governors = ProcessorClocks.governors(clocks);
        return new ProcessorState(
                governors.isEmpty() ? Optional.empty() : Optional.of(governors),
                clocks.isEmpty()
                        ? Optional.empty()
                        : Optional.of(clocks.stream().allMatch(Clock::isLocked)),
                clocks.stream()
                        .mapToLong(clock -> clock.lowestHz() / HZ_PER_MHZ)
                        .min(),
                clocks.stream()
                        .mapToLong(clock -> clock.highestHz() / HZ_PER_MHZ)
                        .max(),
                now.isEmpty() ? OptionalLong.empty() : OptionalLong.of(now.get(0)),
                now.isEmpty() ? OptionalLong.empty() : OptionalLong.of(now.get(now.size() - 1)));
    }
}
