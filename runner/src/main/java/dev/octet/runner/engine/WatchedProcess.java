package dev.octet.runner.engine;

import dev.octet.bindings.onnxruntime.OnnxRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process of ours from its start to its end, listened to line by line. It ends with this process, whatever ends that: it is
 * killed when this JVM shuts down, and it should end itself when its stdin closes.
 */
public final class WatchedProcess {

    private static final int PATIENCE_SECONDS = 5;

    private final String name;
    private final Consumer<String> results;
    private final Consumer<String> talk;
    private final Runnable atShutdown;
    private volatile boolean shuttingDown;

    /**
     * A process.
     *
     * @param name for the threads that listen
     * @param results takes the lines of its stdout, on a thread of its own
     * @param talk takes the lines of its stderr, on another
     * @param atShutdown what else is to be done when this JVM shuts down while it runs
     */
    public WatchedProcess(String name, Consumer<String> results, Consumer<String> talk, Runnable atShutdown) {
        this.name = name;
        this.results = results;
        this.talk = talk;
        this.atShutdown = atShutdown;
    }

    /**
     * Runs it to its end.
     *
     * @return its exit code, as Java tells it: 128 and the signal's number when one ended it
     * @throws IOException when it cannot be started
     * @throws InterruptedException when this thread is interrupted; the process is dead then
     */
    public int run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        OnnxRuntime.disableTelemetry(builder.environment());
        Process process = builder.start();
        Thread hook = new Thread(() -> endWithThisProcess(process), name + "-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Thread listensToTalk = reader(name + "-stderr", process.getErrorStream(), talk);
            Thread listensToResults = reader(name + "-stdout", process.getInputStream(), results);
            int exitCode = process.waitFor();
            listensToResults.join();
            listensToTalk.join();
            return exitCode;
        } finally {
            kill(process);
            if (!shuttingDown) {
                removeHook(hook);
            }
        }
    }

    private static Thread reader(String name, InputStream stream, Consumer<String> lines) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        reader.lines().forEach(lines);
                    } catch (IOException | java.io.UncheckedIOException e) {
                        // The stream of a process that was killed may break in the middle.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void endWithThisProcess(Process process) {
        shuttingDown = true;
        kill(process);
        atShutdown.run();
    }

    private static void kill(Process process) {
        process.destroyForcibly();
        // Its end is waited for even by a thread that was interrupted: what it writes is removed next.
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown has begun, and the hook does its work.
        }
    }
}
