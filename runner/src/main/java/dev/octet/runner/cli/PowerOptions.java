package dev.octet.runner.cli;

import dev.octet.benchmarks.power.PowerSources;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether energy is measured. */
final class PowerOptions {

    @Option(
            names = "--power",
            negatable = true,
            description =
                    "Measure energy by image in a run after the timed one, or fail where nothing tells it; --no-power"
                            + " leaves it out (default: where something tells it).")
    @Nullable
    private Boolean power;

    /** False when the user left it out. */
    boolean isWanted() {
        return power == null || power;
    }

    /** Says what tells energy, or why nothing does; refuses to go on without when the user asked for it. */
    void say(PowerSources sources, Console console) {
        String reasons = String.join("; ", sources.reasons());
        if (sources.readable().isEmpty() && Boolean.TRUE.equals(power)) {
            throw new ToolkitException(
                    FailureKind.UNSUPPORTED,
                    "Energy cannot be measured here: " + reasons + ".",
                    "Leave out '--power', or make one of these readable.");
        }
        if (sources.readable().isEmpty()) {
            console.say("Energy is not measured: " + reasons + ".");
            return;
        }
        sources.readable().forEach(source -> console.say("Energy by " + source.name() + ": " + source.covers() + "."));
        sources.reasons().forEach(reason -> console.say("Not by " + reason + "."));
    }
}
