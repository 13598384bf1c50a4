package dev.octet.runner.cli;

import dev.octet.runner.deploy.Destination;
import dev.octet.runner.deploy.Exported;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octet export}: a model in the form that another runtime or server takes. */
@Command(
        name = "export",
        description = "Write a model in the form that another runtime or server takes: tflite, torchscript, triton or"
                + " deepstream.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    /** What every destination takes. */
    private static final Set<String> COMMON =
            Set.of("--to", "--output-path", "--json", "--quiet", "--verbose", "--color", "--help", "--version");

    @Parameters(paramLabel = "MODEL", description = "ONNX model, float or INT8, or an engine of one.")
    private Path model;

    @Option(
            names = "--to",
            paramLabel = "DESTINATION",
            required = true,
            description = "What to write, one of the forms that the command names.")
    private String to;

    @Option(
            names = {"-o", "--output-path"},
            paramLabel = "PATH",
            required = true,
            description = "File or folder to write, as the destination has it.")
    private Path path;

    @Mixin
    private ImageOptions images;

    @Mixin
    private NameOptions names;

    @Mixin
    private ThresholdOptions thresholds;

    @Mixin
    private TableOption table;

    @Mixin
    private TfliteExportOptions tflite;

    @Mixin
    private DeployOptions deploy;

    @Mixin
    private TritonOptions triton;

    @Mixin
    private DeepStreamOptions deepStream;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    /** Everything that {@code --to} can name. */
    private List<ExportChoice> choices() {
        return List.of(
                new TfliteChoice(tflite, table, images, names),
                new TorchScriptChoice(table, images, names, spec),
                new TritonChoice(deploy, triton, images, names),
                new DeepStreamChoice(deploy, deepStream, images, names, thresholds));
    }

    @Override
    public Integer call() {
        ExportChoice choice = chosen();
        requireFittingOptions(choice);
        Console console = output.console();
        Destination destination = choice.destination(model, path, console);
        report(destination, destination.writeTo(path), console);
        return ExitCode.OK.number();
    }

    private ExportChoice chosen() {
        return choices().stream()
                .filter(one -> one.name().equals(to))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Invalid value for option '--to': '" + to + "' is not one of "
                                + choices().stream().map(ExportChoice::name).collect(Collectors.joining(", "))));
    }

    private void requireFittingOptions(ExportChoice choice) {
        for (OptionSpec given : spec.commandLine().getParseResult().matchedOptions()) {
            if (!COMMON.contains(given.longestName()) && !choice.options().contains(given.longestName())) {
                throw new ParameterException(
                        spec.commandLine(), "'" + given.longestName() + "' is not for '--to " + to + "'");
            }
        }
        if (path.toAbsolutePath().normalize().equals(model.toAbsolutePath().normalize())) {
            throw new ParameterException(spec.commandLine(), "'--output-path' is the model itself: " + path);
        }
    }

    private void report(Destination destination, Exported exported, Console console) {
        Table table = new Table().row("file", "bytes", "SHA-256");
        exported.files().forEach(file -> table.row(file.name(), Long.toString(file.bytes()), file.sha256()));
        table.printTo(console);
        exported.remarks().forEach(remark -> console.print("- " + remark));
        console.print("Written: " + exported.output());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", model.toString());
        document.put("destination", destination.name());
        document.put("output", exported.output().toString());
        document.put("files", exported.files());
        document.putAll(exported.facts());
        document.put("remarks", exported.remarks());
        console.document("octet.export/1", document);
        console.suggest(exported.next());
    }
}
