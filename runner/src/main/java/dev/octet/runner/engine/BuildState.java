package dev.octet.runner.engine;

import dev.octet.bindings.tensorrt.TensorRtLog;
import dev.octet.bindings.tensorrt.TensorRtLog.Severity;
import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * How far a build has come, told by its own steps and by what TensorRT says, and passed on as events. Lines come from
 * TensorRT's threads. TensorRT has no other way to tell Java of its progress.
 */
final class BuildState implements TensorRtLog.Listener {

    private static final Pattern TACTIC = Pattern.compile("Tactic(?: Name)?: .*\\bTime: [0-9.eE+-]+");
    private static final Pattern CALIBRATED =
            Pattern.compile("(?:Post Processing Calibration data|Calibration completed).*");
    private static final String STARTS = "Starting Calibration";

    private final PrintStream events;
    private final boolean verbose;
    private final long start = System.nanoTime();
    private BuildPhase phase = BuildPhase.STARTING;
    private long done;
    private long total;
    private long tactics;

    /**
     * The state of a build that starts now.
     *
     * @param events where they go, a line each
     * @param verbose true to pass on lines of every severity
     */
    BuildState(PrintStream events, boolean verbose) {
        this.events = events;
        this.verbose = verbose;
    }

    /** The build came to a phase. */
    synchronized void reached(BuildPhase next) {
        phase = next;
        done = 0;
        total = 0;
        beat();
    }

    /** The calibrator took a batch. */
    synchronized void calibrated(long batches, long of) {
        phase = BuildPhase.CALIBRATING;
        done = batches;
        total = of;
        beat();
    }

    /** A sign of life. */
    synchronized void beat() {
        tell(new BuildEvent.Beat(phase, done, total, tactics, seconds()));
    }

    /** Seconds since the start. */
    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    synchronized void tell(BuildEvent event) {
        events.println(EventLines.line(event));
        events.flush();
    }

    @Override
    public synchronized void line(Severity severity, String text) {
        if (TACTIC.matcher(text).find()) {
            tactics++;
            if (phase == BuildPhase.CALIBRATING && total == done) {
                reached(BuildPhase.BUILDING);
            }
        } else if (text.startsWith(STARTS)) {
            reached(BuildPhase.CALIBRATING);
        } else if (CALIBRATED.matcher(text).lookingAt()) {
            reached(BuildPhase.BUILDING);
        }
        if (verbose || severity != Severity.VERBOSE) {
            tell(new BuildEvent.Said(severity, text));
        }
    }
}
