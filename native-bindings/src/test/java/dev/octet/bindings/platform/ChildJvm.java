package dev.octet.bindings.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a Java process of its own said: where libraries are searched is settled when a process starts.
 *
 * @param exitCode what it returned
 * @param results its stdout
 * @param talk its stderr
 */
public record ChildJvm(int exitCode, List<String> results, String talk) {

    private static final int PATIENCE_SECONDS = 120;

    /**
     * Runs a class of the tests, with that folder as the whole of {@code LD_LIBRARY_PATH} and a cache of its own for what
     * JavaCPP unpacks: in the user's may lie libraries that the test says are missing.
     */
    public static ChildJvm run(Path libraryPath, Class<?> main, String... arguments) {
        try {
            Path results = Files.createTempFile("octet", ".out");
            Path talk = Files.createTempFile("octet", ".err");
            List<String> command = new java.util.ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-Dorg.bytedeco.javacpp.cachedir=" + libraryPath.resolve("javacpp"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    main.getName()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(results.toFile()).redirectError(talk.toFile());
            builder.environment().put("LD_LIBRARY_PATH", libraryPath.toString());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end in " + PATIENCE_SECONDS + " s");
            }
            ChildJvm child = new ChildJvm(process.exitValue(), Files.readAllLines(results), Files.readString(talk));
            Files.delete(results);
            Files.delete(talk);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
