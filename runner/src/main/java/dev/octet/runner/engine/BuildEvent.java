package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.tensorrt.TensorRtLog.Severity;
import java.util.Optional;

/** What the process that builds says: one JSON line on its stdout each. */
public sealed interface BuildEvent {

    /**
     * A sign of life, at least every second.
     *
     * @param phase it is at
     * @param done steps of the phase that are done; 0 where nobody counts
     * @param total steps that there are; 0 where nobody knows
     * @param tactics kernels timed so far
     * @param seconds since the start
     */
    record Beat(BuildPhase phase, long done, long total, long tactics, double seconds) implements BuildEvent {}

    /**
     * A line of TensorRT's log.
     *
     * @param severity how grave it is
     * @param text the line
     */
    record Said(Severity severity, String text) implements BuildEvent {}

    /**
     * The build failed.
     *
     * @param kind the family of the failure; none for a bug
     * @param message what happened
     * @param remedy what to do
     */
    record Failed(Optional<FailureKind> kind, String message, String remedy) implements BuildEvent {}

    /**
     * The engine is written.
     *
     * @param engine what it is
     */
    record Built(BuiltEngine engine) implements BuildEvent {}
}
