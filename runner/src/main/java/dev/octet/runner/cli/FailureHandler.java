package dev.octet.runner.cli;

import dev.octet.bindings.failure.ToolkitException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where a failure becomes a message, a JSON error document and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final PrintStream results;
    private final PrintStream talk;

    FailureHandler(PrintStream results, PrintStream talk) {
        this.results = results;
        this.talk = talk;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return handle(failure, parsed.expandedArgs());
    }

    /** Reports any failure and returns the exit code. */
    int handle(Throwable failure, List<String> arguments) {
        boolean verbose = arguments.contains("-v") || arguments.contains("--verbose");
        Report report = report(failure);
        report.printTo(talk);
        if (verbose) {
            failure.printStackTrace(talk);
        }
        // A failed gate comes behind its result, and stdout holds one document.
        if (arguments.contains("--json") && report.code() != ExitCode.GATE_FAILED) {
            report.printJson(results);
        }
        return report.code().number();
    }

    private static Report report(Throwable failure) {
        if (failure instanceof ToolkitException known) {
            return new Report(
                    ExitCode.of(known.kind()),
                    String.valueOf(known.getMessage()),
                    known.remedy(),
                    known.diagnosis().orElse(""));
        }
        if (failure instanceof OutOfMemoryError) {
            return new Report(
                    ExitCode.OUT_OF_RESOURCES,
                    "The Java heap is full (" + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB).",
                    "Give it more with OCTET_JAVA_OPTS=-Xmx4g, or use --threads 1.",
                    "");
        }
        return new Report(
                ExitCode.BUG,
                "This is a bug in octet: " + failure + ".",
                "Please report it with the output of the same command and -v.",
                "");
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        StringBuilder remedy = new StringBuilder();
        List<String> similar = similar(failure);
        if (!similar.isEmpty()) {
            remedy.append("Did you mean ").append(String.join(" or ", similar)).append("? ");
        }
        remedy.append("See '").append(command.getCommandSpec().qualifiedName()).append(" --help'.");
        String message = message(failure);
        Report report =
                new Report(ExitCode.USAGE, message.endsWith(".") ? message : message + ".", remedy.toString(), "");
        report.printTo(talk);
        talk.print(command.getHelp().synopsisHeading() + command.getHelp().synopsis(0));
        if (Arrays.asList(arguments).contains("--json")) {
            report.printJson(results);
        }
        return report.code().number();
    }

    private static String message(ParameterException failure) {
        if (failure instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !failure.getCommandLine().getSubcommands().isEmpty()) {
            return "Unknown command: '" + unmatched.getUnmatched().get(0) + "'";
        }
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("Wrong usage");
    }

    private static List<String> similar(ParameterException failure) {
        return failure instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream().limit(2).toList()
                : List.of();
    }

    private record Report(ExitCode code, String message, String remedy, String diagnosis) {

        void printTo(PrintStream stream) {
            stream.println("octet: " + message);
            stream.println("  " + remedy);
        }

        void printJson(PrintStream stream) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("kind", code.name());
            error.put("message", message);
            error.put("remedy", remedy);
            error.put("exitCode", code.number());
            if (!diagnosis.isEmpty()) {
                error.put("name", diagnosis);
            }
            new Console(stream, stream, true, false, Ansi.OFF).document("octet.error/1", Map.of("error", error));
        }
    }
}
