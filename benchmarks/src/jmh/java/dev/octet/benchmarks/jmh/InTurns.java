package dev.octet.benchmarks.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the same benchmarks on two revisions, a fork of one and a fork of the other in turns, so that what else the machine does
 * meets both; {@code benchmarks/jmh.sh --against} calls it.
 */
final class InTurns {

    private static final List<String> SHORT_FORKS = List.of("-f", "1", "-wi", "3", "-i", "3");

    private final Path results;
    private final List<String> options;

    private InTurns(Path results, List<String> options) {
        this.results = results;
        this.options = options;
    }

    /**
     * Compares; ends with 3 when a benchmark is above the limit.
     *
     * @param arguments name and class path of the earlier revision, those of the later one, rounds, limit, the baseline that
     *     names the earlier revision or nothing, and JMH's own arguments
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(arguments[4]);
        double limit = Double.parseDouble(arguments[5]);
        System.out.println("before " + arguments[0] + ", after " + arguments[2] + ", " + rounds + " rounds, on "
                + BaselineMachine.here().inOneLine());
        if (!arguments[6].isEmpty()) {
            StoredBaseline stored = StoredBaseline.read(Path.of(arguments[6]));
            System.out.println("the baseline was taken on " + stored.machine().inOneLine());
        }
        Path results = Files.createTempFile("octet-jmh", ".json");
        InTurns turns = new InTurns(results, Arrays.asList(arguments).subList(7, arguments.length));
        Ratios ratios = new Ratios();
        for (int round = 0; round < rounds; round++) {
            boolean earlierFirst = round % 2 == 0;
            List<JmhResult> first = turns.run(arguments[earlierFirst ? 1 : 3]);
            List<JmhResult> second = turns.run(arguments[earlierFirst ? 3 : 1]);
            ratios.round(earlierFirst ? first : second, earlierFirst ? second : first);
        }
        Files.delete(results);
        System.out.print(ratios.table(limit));
        System.exit(ratios.exitCode(limit));
    }

    /** All benchmarks asked for, one fork each; those that cannot run are missing. */
    private List<JmhResult> run(String classPath) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Doctet.shared=" + System.getProperty("octet.shared", ""),
                "-cp",
                classPath,
                "org.openjdk.jmh.Main"));
        command.addAll(options);
        command.addAll(SHORT_FORKS);
        command.addAll(List.of("-prof", CpuTime.class.getName(), "-rf", "json", "-rff", results.toString()));
        Process jmh = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int code = jmh.waitFor();
        if (code != 0) {
            throw new IllegalStateException("JMH ended with " + code + ": " + String.join(" ", command));
        }
        return JmhResult.read(results);
    }
}
