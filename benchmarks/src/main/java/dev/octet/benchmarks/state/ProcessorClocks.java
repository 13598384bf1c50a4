package dev.octet.benchmarks.state;

import dev.octet.benchmarks.sysfs.KernelFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The clocks of the processor by cpufreq: one for each group of cores that share one. */
public final class ProcessorClocks {

    private static final String POLICIES = "/sys/devices/system/cpu/cpufreq/";
    private static final String CORES = "/sys/devices/system/cpu/";

    private ProcessorClocks() {}

    /** All clocks; none, and why added to the problems, where the kernel does not set them, as in a virtual machine. */
    public static List<Clock> of(KernelFiles kernel, List<String> problems) {
        List<Clock> clocks = new ArrayList<>();
        for (String policy : kernel.names(POLICIES)) {
            if (policy.startsWith("policy")) {
                Clock.ofCpufreq(kernel, "CPU " + policy, POLICIES + policy, problems)
                        .ifPresent(clocks::add);
            }
        }
        if (clocks.isEmpty() && problems.isEmpty()) {
            for (String core : kernel.names(CORES)) {
                if (core.matches("cpu\\d+") && kernel.exists(CORES + core + "/cpufreq")) {
                    Clock.ofCpufreq(kernel, "CPU " + core, CORES + core + "/cpufreq", problems)
                            .ifPresent(clocks::add);
                }
            }
        }
        if (clocks.isEmpty() && problems.isEmpty()) {
            problems.add("clocks of the processor: no cpufreq, as in a virtual machine");
        }
        return clocks;
    }

    /** The governors of these clocks, each once, such as "schedutil"; empty when none is told. */
    public static String governors(List<Clock> clocks) {
        TreeSet<String> names = new TreeSet<>();
        clocks.forEach(clock -> clock.governor().ifPresent(names::add));
        return String.join(", ", names);
    }
}
