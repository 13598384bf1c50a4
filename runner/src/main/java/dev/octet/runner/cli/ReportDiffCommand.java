package dev.octet.runner.cli;

import dev.octet.calibrator.files.AtomicFile;
import dev.octet.runner.report.DiffPage;
import dev.octet.runner.report.Report;
import dev.octet.runner.report.ReportDifference;
import dev.octet.runner.report.ReportFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code octet report diff}: two reports side by side. */
@Command(
        name = "diff",
        description = "Compare two reports by their JSON: figures, layers and ranges that differ.",
        mixinStandardHelpOptions = true)
final class ReportDiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FIRST.json", description = "JSON of a report.")
    private Path first;

    @Parameters(index = "1", paramLabel = "SECOND.json", description = "JSON of another.")
    private Path second;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "File to write.")
    private Path page;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        Console console = output.console();
        ReportFiles.requirePageWritable(page);
        Report before = ReportFiles.read(first);
        Report after = ReportFiles.read(second);
        ReportDifference difference = ReportDifference.of(first.toString(), before, second.toString(), after);
        AtomicFile.write(page, DiffPage.of(difference));
        Table table = new Table()
                .row("", first.getFileName().toString(), second.getFileName().toString(), "change");
        difference.figures().forEach(one -> table.row(one.name(), one.first(), one.second(), one.change()));
        table.printTo(console);
        console.print(difference.layers().size() + " layers and "
                + difference.ranges().size() + " ranges differ; " + page);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("page", page.toString());
        document.put("a", first.toString());
        document.put("b", second.toString());
        document.put("figures", difference.figures());
        document.put("classes", difference.classes());
        document.put("layers", difference.layers());
        document.put("ranges", difference.ranges());
        console.document("octet.report.diff/1", document);
        return ExitCode.OK.number();
    }
}
