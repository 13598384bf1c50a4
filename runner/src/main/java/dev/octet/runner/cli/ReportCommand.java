package dev.octet.runner.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code octet report}: what a quantization cost and gained, as a page to show. */
@Command(
        name = "report",
        description = "Write what a quantization cost and gained as one page and as JSON, or compare two reports.",
        mixinStandardHelpOptions = true,
        subcommands = {ReportCreateCommand.class, ReportDiffCommand.class})
final class ReportCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** What the user typed, as one line. */
    static String line(CommandSpec spec) {
        List<String> typed = spec.root().commandLine().getParseResult().originalArgs();
        return typed.stream()
                .map(word -> word.contains(" ") ? "'" + word + "'" : word)
                .collect(Collectors.joining(" ", "octet ", ""));
    }
}
