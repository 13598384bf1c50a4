package dev.octet.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts processes the way a user does: through {@code ./octet}. */
final class Launcher {

    private Launcher() {}

    /**
     * What a process did.
     *
     * @param exitCode what it returned
     * @param results its stdout
     * @param talk its stderr
     */
    record Outcome(int exitCode, String results, String talk) {}

    /** The launcher of the build under test. */
    static Path path() {
        return Path.of(System.getProperty("octet.launcher"));
    }

    static Outcome run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path results = Files.createTempFile("octet", ".out");
            Path talk = Files.createTempFile("octet", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(results.toFile())
                    .redirectError(talk.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end in 5 minutes");
            }
            Outcome outcome = new Outcome(process.exitValue(), Files.readString(results), Files.readString(talk));
            Files.delete(results);
            Files.delete(talk);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
