package dev.octet.bindings.platform;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What another program says about the machine. */
public final class CommandText {

    private static final int SECONDS = 2;
    private static final int POLL_MILLIS = 10;

    private CommandText() {}

    /** What the program prints; empty when it is not there, fails, or takes longer than two seconds. */
    public static Optional<String> of(String... command) {
        try {
            Process process = start(command);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The first line of a program that goes on printing, which is stopped then; empty after two seconds without one. */
    public static Optional<String> firstLineOf(String... command) {
        try {
            Process process = start(command);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
                while (!lines.ready() && process.isAlive() && System.nanoTime() < end) {
                    Thread.sleep(POLL_MILLIS);
                }
                return lines.ready() ? Optional.ofNullable(lines.readLine()) : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
    }
}
