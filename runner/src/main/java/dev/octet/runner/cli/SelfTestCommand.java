package dev.octet.runner.cli;

import dev.octet.bindings.cuda.Cuda;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.runner.selftest.CheckResult;
import dev.octet.runner.selftest.SelfCheck;
import dev.octet.runner.selftest.SelfTest;
import dev.octet.runner.selftest.SelfTestBench;
import dev.octet.runner.selftest.SelfTestReport;
import dev.octet.runner.selftest.TemporaryFolder;
import dev.octet.runner.selftest.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code octet selftest}: does on this machine what Octet is there for, and says what came out. */
@Command(
        name = "selftest",
        description = "Prove that Octet works on this machine, with a detector that comes with it;"
                + " with --gpu CUDA and TensorRT too.",
        mixinStandardHelpOptions = true)
final class SelfTestCommand implements Callable<Integer> {

    @Option(names = "--gpu", description = "A GPU is needed: fail where none can be used.")
    private boolean gpu;

    @Option(names = "--long", description = "With --gpu: build an engine 100 times as well, which takes many minutes.")
    private boolean longRun;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write.")
    @Nullable
    private Path file;

    @Mixin
    private BuilderResourceOptions resources;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (longRun && !gpu) {
            throw new ParameterException(spec.commandLine(), "'--long' is for '--gpu'");
        }
        if (file != null) {
            AtomicFile.requireWritable(file);
        }
        System.setProperty("java.awt.headless", "true");
        List<SelfCheck> checks = new ArrayList<>(SelfTest.withoutGpu());
        if (gpu) {
            Cuda.requireDriver();
            Cuda.library().verifyAvailable();
            checks.addAll(SelfTest.withGpu(longRun));
        }
        Console console = output.console();
        SelfTestReport report = run(checks, console);
        if (file != null) {
            AtomicFile.write(file, report.toJson());
        }
        console.print(report.count(Verdict.Status.PASSED) + " passed, " + report.count(Verdict.Status.FAILED)
                + " failed, " + report.count(Verdict.Status.SKIPPED) + " skipped");
        console.document(SelfTestReport.SCHEMA, report.content());
        return (report.passed() ? ExitCode.OK : ExitCode.GATE_FAILED).number();
    }

    private SelfTestReport run(List<SelfCheck> checks, Console console) {
        long start = System.nanoTime();
        try (TemporaryFolder folder = TemporaryFolder.make();
                SelfTestBench bench = new SelfTestBench(folder.path(), resources.folder())) {
            List<CheckResult> results = SelfTest.run(checks, bench, result -> print(result, console));
            return SelfTestReport.of(results, gpu, System.nanoTime() - start);
        }
    }

    private static void print(CheckResult result, Console console) {
        Verdict verdict = result.verdict();
        String style = switch (verdict.status()) {
            case PASSED -> "fg(green)";
            case FAILED -> "bold,fg(red)";
            case SKIPPED -> "fg(yellow)";
        };
        String status = verdict.status().name().toLowerCase(Locale.ROOT);
        console.print(String.format(
                Locale.ROOT,
                "%s%s %-28s %6.1f s",
                console.styled(style, status),
                " ".repeat(7 - status.length()),
                result.name(),
                result.duration().toMillis() / 1000.0));
        if (!verdict.reason().isEmpty()) {
            console.print("      -> " + verdict.reason());
        }
    }
}
