package dev.octet.runner.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * One run of the command line inside the test.
 *
 * @param exitCode what the process would have returned
 * @param results what came on stdout
 * @param talk what came on stderr
 */
record CommandLineRun(int exitCode, String results, String talk) {

    static CommandLineRun of(String... arguments) {
        return of(OctetCli.commandLine(), arguments);
    }

    static CommandLineRun of(CommandLine command, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(results, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(talk, true, StandardCharsets.UTF_8));
            int exitCode = OctetCli.run(command, arguments);
            return new CommandLineRun(
                    exitCode, results.toString(StandardCharsets.UTF_8), talk.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
