package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that builds an engine, from its start to its end. Its crash is a result like another. It ends with this
 * process, whatever ends that: it is killed when this JVM shuts down, and it ends itself when its stdin closes.
 */
final class ChildProcess {

    /** A signal to the whole group reaches both processes, the other maybe first. */
    private static final int SHUTDOWN_SECONDS = 2;

    private final Path model;
    private final BuildFolder folder;
    private final BuildListener listener;
    private final NativeLogTail tail = new NativeLogTail();
    private final long start = System.nanoTime();
    private volatile BuildPhase phase = BuildPhase.STARTING;
    private BuildEvent.@Nullable Failed failed;
    private @Nullable BuiltEngine built;

    ChildProcess(Path model, BuildFolder folder, BuildListener listener) {
        this.model = model;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Starts it and waits for its end.
     *
     * @return what it built
     * @throws ToolkitException what it failed with, or {@code NATIVE_FAILURE} or {@code OUT_OF_RESOURCES} when it died
     * @throws IllegalStateException when it met a bug
     */
    BuiltEngine run(ChildJvm jvm) {
        WatchedProcess process = new WatchedProcess("octet-build", this::line, this::said, folder::delete);
        try {
            return result(
                    process.run(jvm.command(folder.crashReport(), folder.root().toString())));
        } catch (IOException e) {
            throw new ToolkitException(
                    FailureKind.OUT_OF_RESOURCES,
                    "The process that builds the engine cannot be started: " + e.getMessage() + ".",
                    "Check the memory and the number of processes that this user may have.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolkitException(FailureKind.INTERRUPTED, "The build was interrupted.", "Start it again.");
        }
    }

    private synchronized void line(String line) {
        Optional<BuildEvent> event = EventLines.event(line);
        if (event.isEmpty()) {
            said(line);
        } else if (event.get() instanceof BuildEvent.Beat beat) {
            phase = beat.phase();
            listener.beat(beat);
        } else if (event.get() instanceof BuildEvent.Said said) {
            said(said.severity().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ": " + said.text());
        } else if (event.get() instanceof BuildEvent.Failed failure) {
            failed = failure;
        } else if (event.get() instanceof BuildEvent.Built engine) {
            built = engine.engine();
        }
    }

    private synchronized void said(String line) {
        tail.add(line);
        listener.said(line);
    }

    private synchronized BuiltEngine result(int exitCode) throws InterruptedException {
        if (failed != null) {
            throw thrown(failed);
        }
        if (exitCode == 0 && built != null) {
            return built;
        }
        Path report = folder.crashReport();
        ChildEnd end = new ChildEnd(
                exitCode,
                phase,
                (System.nanoTime() - start) / 1e9,
                tail,
                Files.exists(report) ? Optional.of(report) : Optional.empty());
        if (end.wasStopped()) {
            // Where the signal was for this process too, its own end says all that there is to say.
            Thread.sleep(TimeUnit.SECONDS.toMillis(SHUTDOWN_SECONDS));
        }
        throw end.failure(model);
    }

    private static RuntimeException thrown(BuildEvent.Failed failed) {
        return failed.kind().isPresent()
                ? new ToolkitException(failed.kind().get(), failed.message(), failed.remedy())
                : new IllegalStateException("in the process that builds: " + failed.message());
    }
}
