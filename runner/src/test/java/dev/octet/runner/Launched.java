package dev.octet.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a process of the real launcher did, from the shell's point of view.
 *
 * @param exitCode what the process returned
 * @param out all of stdout
 * @param err all of stderr
 */
public record Launched(int exitCode, String out, String err) {

    private static final int LIMIT_MINUTES = 10;

    /** Runs {@code octet} with these arguments. */
    public static Launched octet(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        return run(folder, command);
    }

    /** Runs one line of shell. */
    public static Launched shell(Path folder, String line) throws IOException, InterruptedException {
        return run(folder, List.of("sh", "-c", line));
    }

    /** The launcher at the top of the project. */
    public static Path launcher() {
        return Path.of(System.getProperty("octet.launcher", "../octet"))
                .toAbsolutePath()
                .normalize();
    }

    /** The top folder of the project. */
    public static Path project() {
        return launcher().getParent();
    }

    /** The JSON document on stdout. */
    public JsonNode json() {
        return JsonMapper.builder().build().readTree(out);
    }

    private static Launched run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("octet", ".out");
        Path err = Files.createTempFile("octet", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within " + LIMIT_MINUTES + " minutes; stderr: "
                        + Files.readString(err));
            }
            return new Launched(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
