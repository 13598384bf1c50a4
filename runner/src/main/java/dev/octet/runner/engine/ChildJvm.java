package dev.octet.runner.engine;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How a second JVM is started that is like this one: the same Java, the same class path, the same options.
 *
 * @param java the program
 * @param options for the JVM
 * @param classPath of both
 * @param main class with the method that is run
 */
public record ChildJvm(Path java, List<String> options, String classPath, String main) {

    /** Options that are about one process: a second must not open the same port or write the same file. */
    private static final List<String> NOT_PASSED_ON = List.of(
            "-agentlib",
            "-agentpath",
            "-javaagent",
            "-Xrunjdwp",
            "-Xdebug",
            "-XX:ErrorFile",
            "-XX:OnError",
            "-XX:OnOutOfMemoryError",
            "-XX:StartFlightRecording",
            "-XX:HeapDumpPath",
            "-Xlog",
            "-Xloggc",
            "-Dcom.sun.management.jmxremote");

    public ChildJvm {
        options = List.copyOf(options);
    }

    /**
     * A JVM like this one.
     *
     * @param main class with the method to run
     */
    public static ChildJvm likeThis(String main) {
        List<String> options = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NOT_PASSED_ON.stream().noneMatch(option::startsWith))
                .toList());
        // JavaCPP would take the memory of a build for a leak and end it.
        options.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
        String program = System.getProperty("os.name", "").startsWith("Windows") ? "java.exe" : "java";
        return new ChildJvm(
                Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", program),
                options,
                System.getProperty("java.class.path", "." + File.pathSeparator),
                main);
    }

    /**
     * The words of its command line.
     *
     * @param crashReport where the JVM writes what it knows when native code crashes it
     * @param arguments for the main class
     */
    public List<String> command(Path crashReport, String... arguments) {
        Stream<String> first = Stream.of(java.toString());
        Stream<String> last = Stream.of("-XX:ErrorFile=" + crashReport, "-cp", classPath, main);
        return Stream.of(first, options.stream(), last, Stream.of(arguments))
                .flatMap(words -> words)
                .toList();
    }
}
