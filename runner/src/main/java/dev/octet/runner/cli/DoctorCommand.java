package dev.octet.runner.cli;

import dev.octet.runner.doctor.Doctor;
import dev.octet.runner.doctor.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code octet doctor}: what this machine has, and what to do about what it lacks. */
@Command(
        name = "doctor",
        description = "Check this machine: Java, processor, memory, disk, native libraries and GPU.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--cpu", description = "No GPU is needed: its lack is a warning, not a failure.")
    private boolean withoutGpu;

    @Mixin
    private BuilderResourceOptions resources;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<Finding> findings = Doctor.examine(!withoutGpu, resources.folder());
        Console console = output.console();
        findings.forEach(f -> print(f, console));
        boolean healthy = findings.stream().noneMatch(Finding::failed);
        if (!healthy && !withoutGpu) {
            console.say(
                    "Only building and running TensorRT engines needs a GPU; 'octet doctor --cpu' checks for the rest.");
        }
        console.document("octet.doctor/1", Map.of("healthy", healthy, "findings", findings));
        return (healthy ? ExitCode.OK : ExitCode.UNSUPPORTED).number();
    }

    private static void print(Finding finding, Console console) {
        String style = finding.passed() ? "fg(green)" : "bold,fg(red)";
        console.print(String.format(
                Locale.ROOT,
                "%s%s %-16s %s",
                console.styled(style, finding.status()),
                " ".repeat(5 - finding.status().length()),
                finding.check(),
                finding.found()));
        if (!finding.fix().isEmpty()) {
            console.print("      -> " + finding.fix());
        }
    }
}
