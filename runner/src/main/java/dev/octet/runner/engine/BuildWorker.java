package dev.octet.runner.engine;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.tensorrt.TensorRtLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The work of the process that builds: reads a request, tells what happens as events, and leaves an engine. */
public final class BuildWorker {

    private static final long HEARTBEAT_MILLIS = 1000;

    private final BuildFolder folder;
    private final PrintStream events;

    /**
     * The worker of a folder that {@link EngineBuild} made.
     *
     * @param folder with the request in it
     * @param events where events go, a line each
     */
    public BuildWorker(Path folder, PrintStream events) {
        this.folder = new BuildFolder(folder);
        this.events = events;
    }

    /**
     * Builds.
     *
     * @return true when the engine is there; otherwise the last event says why not
     */
    @SuppressWarnings("try") // listening is all that it is for
    public boolean run() {
        try {
            BuildRequest request =
                    EngineJson.mapper().readValue(Files.readAllBytes(folder.request()), BuildRequest.class);
            BuildState state = new BuildState(events, request.verbose());
            Thread heart = heart(state);
            try (TensorRtLog.Listening listening = TensorRtLog.process().listen(state)) {
                state.tell(new BuildEvent.Built(new NativeBuild(request, folder, state).run()));
                return true;
            } finally {
                heart.interrupt();
            }
        } catch (Throwable e) {
            tell(failed(e));
            return false;
        }
    }

    private static Thread heart(BuildState state) {
        Thread heart = new Thread(
                () -> {
                    try {
                        while (true) {
                            state.beat();
                            Thread.sleep(HEARTBEAT_MILLIS);
                        }
                    } catch (InterruptedException e) {
                        // The build is over.
                    }
                },
                "octet-build-heart");
        heart.setDaemon(true);
        heart.start();
        return heart;
    }

    private void tell(BuildEvent event) {
        events.println(EventLines.line(event));
        events.flush();
    }

    static BuildEvent.Failed failed(Throwable failure) {
        if (failure instanceof ToolkitException known) {
            return new BuildEvent.Failed(Optional.of(known.kind()), String.valueOf(known.getMessage()), known.remedy());
        }
        if (failure instanceof OutOfMemoryError) {
            return new BuildEvent.Failed(
                    Optional.of(FailureKind.OUT_OF_RESOURCES),
                    "The Java heap of the process that builds is full ("
                            + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB).",
                    "Give it more with OCTET_JAVA_OPTS=-Xmx4g.");
        }
        if (failure instanceof LinkageError) {
            return new BuildEvent.Failed(
                    Optional.of(FailureKind.UNSUPPORTED),
                    "A native library cannot be used here: " + failure + ".",
                    "Run 'octet doctor' and read what it says about this machine.");
        }
        return new BuildEvent.Failed(Optional.empty(), String.valueOf(failure), "");
    }

    /**
     * Waits until the process that asked for the engine is gone, which closes what this one reads from, and removes what
     * was made so far.
     *
     * @param fromParent the stream that it holds open while it lives
     */
    public void awaitOrphaned(InputStream fromParent) {
        try {
            while (fromParent.read() >= 0) {
                // Nothing is ever sent.
            }
        } catch (IOException ignored) {
            // A broken stream is a closed one.
        }
        folder.delete();
    }
}
