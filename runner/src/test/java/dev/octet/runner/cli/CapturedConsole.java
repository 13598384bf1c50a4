package dev.octet.runner.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/** A console whose two streams a test can read. */
final class CapturedConsole {

    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    Console console() {
        return new Console(stream(results), stream(talk), false, false, Ansi.OFF);
    }

    String results() {
        return results.toString(StandardCharsets.UTF_8);
    }

    String talk() {
        return talk.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
