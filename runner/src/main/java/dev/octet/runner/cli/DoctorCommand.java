package dev.octet.runner.cli;

import dev.octet.bindings.failure.ToolkitException;
import dev.octet.bindings.onnxruntime.OnnxRuntime;
import dev.octet.bindings.opencv.OpenCv;
import dev.octet.bindings.platform.Machine;
import dev.octet.bindings.platform.NativeLibrary;
import java.io.File;
import java.lang.Runtime.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code octet doctor}: what this machine has, and what to do about what it lacks. */
@Command(
        name = "doctor",
        description = "Check this machine: Java, processor, memory, disk and native libraries.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private static final long GIB = 1L << 30;

    /** What the native libraries of OpenCV are linked against. */
    private static final Version OLDEST_GLIBC = Version.parse("2.35");

    @Mixin
    private OutputOptions output;

    /**
     * One line of the diagnosis.
     *
     * @param check what was looked at
     * @param status ok, warn or fail
     * @param found what was found
     * @param fix what to do, empty when there is nothing to do
     */
    record Finding(String check, String status, String found, String fix) {}

    @Override
    public Integer call() {
        List<Finding> findings = findings();
        Console console = output.console();
        findings.forEach(f -> print(f, console));
        boolean healthy = findings.stream().noneMatch(f -> f.status().equals("fail"));
        console.document("octet.doctor/1", Map.of("healthy", healthy, "findings", findings));
        return (healthy ? ExitCode.OK : ExitCode.UNSUPPORTED).number();
    }

    private static void print(Finding finding, Console console) {
        String style = finding.status().equals("ok") ? "fg(green)" : "bold,fg(red)";
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

    private static List<Finding> findings() {
        Machine machine = Machine.current();
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("java", "ok", machine.jdk() + ", " + Runtime.version(), ""));
        findings.add(new Finding("system", "ok", machine.os() + " " + machine.arch(), ""));
        machine.glibcVersion().ifPresent(version -> findings.add(glibc(version)));
        findings.add(new Finding("processor", "ok", machine.cpuModel() + ", " + machine.cores() + " cores", ""));
        findings.add(
                machine.hasVnni()
                        ? new Finding("vnni", "ok", "8-bit dot products", "")
                        : new Finding(
                                "vnni",
                                "warn",
                                "no 8-bit dot products: INT8 gains less, and u8 x s8 sums can saturate",
                                "Quantize with --reduced-range for CPUs like this one."));
        long memory = machine.availableMemoryBytes().orElse(machine.physicalMemoryBytes());
        findings.add(
                memory >= 2 * GIB
                        ? new Finding("memory", "ok", memory / (1 << 20) + " MiB available", "")
                        : new Finding(
                                "memory",
                                "warn",
                                memory / (1 << 20) + " MiB available",
                                "Close other programs or use --threads 1."));
        long disk = new File(System.getProperty("java.io.tmpdir", ".")).getUsableSpace();
        findings.add(
                disk >= GIB
                        ? new Finding("disk", "ok", disk / (1 << 20) + " MiB free for temporary files", "")
                        : new Finding(
                                "disk",
                                "warn",
                                disk / (1 << 20) + " MiB free for temporary files",
                                "Free some space, or set java.io.tmpdir with OCTET_JAVA_OPTS."));
        findings.add(library(OnnxRuntime.library()));
        findings.add(library(OpenCv.library()));
        return findings;
    }

    private static Finding glibc(String version) {
        return Version.parse(version).compareTo(OLDEST_GLIBC) >= 0
                ? new Finding("glibc", "ok", version, "")
                : new Finding(
                        "glibc",
                        "fail",
                        version + ", older than " + OLDEST_GLIBC,
                        "Use a system such as Debian 12 or Ubuntu 22.04, or later.");
    }

    private static Finding library(NativeLibrary library) {
        try {
            library.verifyAvailable();
            return new Finding(library.name(), "ok", library.version(), "");
        } catch (ToolkitException e) {
            return new Finding(library.name(), "fail", String.valueOf(e.getMessage()), e.remedy());
        }
    }
}
