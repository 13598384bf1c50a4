package dev.octet.runner.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code octet table}: look at calibration tables and the range files of other tools. */
@Command(
        name = "table",
        description = "Show, compare, convert and check calibration tables, TensorRT caches and ONNX Runtime ranges.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TableShowCommand.class,
            TableDiffCommand.class,
            TableConvertCommand.class,
            TableValidateCommand.class
        })
final class TableCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
