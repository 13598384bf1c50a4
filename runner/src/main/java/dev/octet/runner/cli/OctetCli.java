package dev.octet.runner.cli;

import dev.octet.calibrator.OctetVersion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code octet} command. */
@Command(
        name = "octet",
        description = "INT8 for vision models: calibrate, quantize, evaluate and measure ONNX detectors.",
        mixinStandardHelpOptions = true,
        versionProvider = OctetCli.Version.class,
        subcommands = {
            InspectCommand.class,
            CalibrateCommand.class,
            TableCommand.class,
            QuantizeCommand.class,
            TuneCommand.class,
            FinetuneCommand.class,
            BuildCommand.class,
            DetectCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            BenchmarkCommand.class,
            LayersCommand.class,
            ExportCommand.class,
            ReportCommand.class,
            DoctorCommand.class,
            SelfTestCommand.class,
            DemoCommand.class,
            CommandLine.HelpCommand.class
        })
public final class OctetCli implements Runnable {

    @Spec
    private CommandSpec spec;

    private OctetCli() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Interruption interruption = Interruption.watch(System.err);
        int code = run(arguments);
        interruption.finished();
        System.exit(code);
    }

    /** Runs the command line; returns the exit code. */
    static int run(String... arguments) {
        return run(commandLine(), arguments);
    }

    /** Runs any command line of ours: the one place where failures, even errors of the JVM, become exit codes. */
    static int run(CommandLine command, String... arguments) {
        FailureHandler failures = new FailureHandler(System.out, System.err);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler(failures);
        command.setParameterExceptionHandler(failures);
        try {
            return command.execute(arguments);
        } catch (Error e) {
            return failures.handle(e, Arrays.asList(arguments));
        } finally {
            System.out.flush();
        }
    }

    /** The whole command line, not run: what manual pages and shell completion are made from. */
    public static CommandLine commandLine() {
        CommandLine command = new CommandLine(new OctetCli());
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(Integer.toString(code.number()), code.meaning());
        }
        withExitCodes(command, codes);
        CommandLine completion = new CommandLine(new AutoComplete.GenerateCompletion());
        withExitCodes(completion, codes);
        command.addSubcommand("completion", completion.setCommandName("completion"));
        return command;
    }

    private static void withExitCodes(CommandLine command, Map<String, String> codes) {
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(codes);
        command.getSubcommands().values().forEach(sub -> withExitCodes(sub, codes));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** The version that {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"octet " + OctetVersion.CURRENT};
        }
    }
}
