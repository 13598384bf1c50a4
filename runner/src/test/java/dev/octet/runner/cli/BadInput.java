package dev.octet.runner.cli;

import java.nio.file.Path;

/** What the tests of bad input have in common. */
final class BadInput {

    private BadInput() {}

    /** The error at the end of stderr, with {@code DIR} for the folder of the test. */
    static String errorIn(CommandLineRun run, Path folder) {
        String talk = run.talk().replace(folder.toString(), "DIR");
        return talk.substring(Math.max(0, talk.lastIndexOf("octet: ")));
    }
}
