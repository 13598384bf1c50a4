package dev.octet.bindings.platform;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine that this process runs on, as far as it can be told.
 *
 * @param os name and version of the operating system
 * @param arch processor architecture, as the JDK names it
 * @param jdk vendor and version of the JDK
 * @param cores cores that this process may use
 * @param physicalMemoryBytes memory of the machine, or of the container
 * @param availableMemoryBytes memory that can be had without swapping; empty when not known
 * @param cgroupMemoryLimitBytes limit of the container; empty when there is none
 * @param cpuModel name of the processor; "unknown" when not known
 * @param cpuFlags of the flags that matter for INT8, those that the processor has, in alphabetic order
 * @param glibcVersion version of the GNU C library; empty when not known or another is used
 */
public record Machine(
        String os,
        String arch,
        String jdk,
        int cores,
        long physicalMemoryBytes,
        OptionalLong availableMemoryBytes,
        OptionalLong cgroupMemoryLimitBytes,
        String cpuModel,
        Set<String> cpuFlags,
        Optional<String> glibcVersion) {

    /** Flags of x86 and arm processors that decide how fast INT8 is. */
    private static final Set<String> INTERESTING_FLAGS = Set.of(
            "sse4_1",
            "avx",
            "avx2",
            "fma",
            "avx512f",
            "avx512_vnni",
            "avx_vnni",
            "amx_int8",
            "asimd",
            "asimddp",
            "i8mm",
            "sve");

    private static final Pattern GLIBC_FILE = Pattern.compile("libc-(\\d+\\.\\d+)\\.so");
    private static final Pattern GLIBC_TEXT = Pattern.compile("GNU C Library[^\\n]*?version (\\d+\\.\\d+)");

    public Machine {
        cpuFlags = java.util.Collections.unmodifiableSet(new TreeSet<>(cpuFlags));
        if (cores < 1) {
            throw new IllegalArgumentException("cores is " + cores + ", must be at least 1");
        }
    }

    /** This machine, now. */
    public static Machine current() {
        List<String> cpu = lines(Path.of("/proc/cpuinfo"));
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                physicalMemory(),
                availableMemory(lines(Path.of("/proc/meminfo"))),
                cgroupLimit(),
                field(cpu, "model name").or(() -> field(cpu, "Model")).orElse("unknown"),
                flags(cpu),
                glibc());
    }

    /** True when the processor multiplies 8-bit integers in one instruction (x86 VNNI or AMX, arm dot product). */
    public boolean hasVnni() {
        return cpuFlags.contains("avx512_vnni")
                || cpuFlags.contains("avx_vnni")
                || cpuFlags.contains("amx_int8")
                || cpuFlags.contains("asimddp");
    }

    /**
     * True on an x86 processor without VNNI or AMX: its instruction for 8-bit products adds two of them in 16 bits, which is
     * not enough for uint8 times int8 beyond 7 bits. Sums then saturate, unless they are made another way.
     */
    public boolean saturatesByteSums() {
        return !hasVnni() && (arch.equals("amd64") || arch.equals("x86_64"));
    }

    static Set<String> flags(List<String> cpuInfo) {
        Set<String> flags = new TreeSet<>(List.of(field(cpuInfo, "flags")
                .or(() -> field(cpuInfo, "Features"))
                .orElse("")
                .split(" ")));
        flags.retainAll(INTERESTING_FLAGS);
        return flags;
    }

    static Optional<String> field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name)
                        && line.substring(name.length()).strip().startsWith(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    static OptionalLong availableMemory(List<String> memInfo) {
        return field(memInfo, "MemAvailable")
                .map(text -> OptionalLong.of(Long.parseLong(text.replaceAll("\\D", "")) * 1024))
                .orElse(OptionalLong.empty());
    }

    private static long physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
                ? bean.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    private static OptionalLong cgroupLimit() {
        for (String file : List.of("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")) {
            for (String line : lines(Path.of(file))) {
                // Version 1 says "no limit" as a number near 2^63, version 2 as "max".
                if (line.matches("\\d{1,18}")) {
                    return OptionalLong.of(Long.parseLong(line));
                }
            }
        }
        return OptionalLong.empty();
    }

    private static Optional<String> glibc() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return Optional.empty();
        }
        for (String line : lines(Path.of("/proc/self/maps"))) {
            int slash = line.indexOf('/');
            if (slash < 0) {
                continue;
            }
            Path file = Path.of(line.substring(slash));
            String name = String.valueOf(file.getFileName());
            Matcher named = GLIBC_FILE.matcher(name);
            if (named.matches()) {
                return Optional.of(named.group(1));
            }
            if (name.equals("libc.so.6")) {
                return glibcInside(file);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> glibcInside(Path file) {
        try {
            Matcher text = GLIBC_TEXT.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            return text.find() ? Optional.of(text.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
        } catch (IOException e) {
            return new ArrayList<>();
        }
    }
}
