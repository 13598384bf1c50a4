package dev.octet.benchmarks.state;

import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.benchmarks.sysfs.KernelText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A clock, and within which bounds it may move.
 *
 * @param name what it drives, such as "GPU 17000000.gpu"
 * @param currentHz now; empty when not told
 * @param lowestHz the lowest that it may have
 * @param highestHz the highest that it may have
 * @param governor what chooses it; empty when not told
 */
public record Clock(String name, OptionalLong currentHz, long lowestHz, long highestHz, Optional<String> governor) {

    private static final long HZ_PER_KHZ = 1000;

    /** True when it cannot move, which is what jetson_clocks does to every clock. */
    public boolean isLocked() {
        return lowestHz == highestHz;
    }

    /** One in a folder of devfreq, which counts in Hz; empty, and why added to the problems, when it does not tell. */
    public static Optional<Clock> ofDevfreq(KernelFiles kernel, String name, String folder, List<String> problems) {
        return of(
                name,
                kernel.text(folder + "/cur_freq"),
                kernel.text(folder + "/min_freq"),
                kernel.text(folder + "/max_freq"),
                kernel.text(folder + "/governor").value(),
                1,
                problems);
    }

    /** One in a folder of cpufreq, which counts in kHz. */
    public static Optional<Clock> ofCpufreq(KernelFiles kernel, String name, String folder, List<String> problems) {
        return of(
                name,
                kernel.text(folder + "/scaling_cur_freq"),
                kernel.text(folder + "/scaling_min_freq"),
                kernel.text(folder + "/scaling_max_freq"),
                kernel.text(folder + "/scaling_governor").value(),
                HZ_PER_KHZ,
                problems);
    }

    /** One of the boot processor of a Tegra, which counts in Hz; a rate that is locked is its own bound. */
    public static Optional<Clock> ofBootProcessor(
            KernelFiles kernel, String name, String folder, List<String> problems) {
        KernelText rate = kernel.text(folder + "/rate");
        boolean locked = kernel.text(folder + "/mrq_rate_locked").number().orElse(0) == 1;
        return of(
                name,
                rate,
                locked ? rate : kernel.text(folder + "/min_rate"),
                locked ? rate : kernel.text(folder + "/max_rate"),
                Optional.empty(),
                1,
                problems);
    }

    private static Optional<Clock> of(
            String name,
            KernelText current,
            KernelText lowest,
            KernelText highest,
            Optional<String> governor,
            long hzPerUnit,
            List<String> problems) {
        for (KernelText needed : List.of(lowest, highest)) {
            if (needed.number().isEmpty()) {
                problems.add("clock of " + name + ": " + needed.numberProblem());
                return Optional.empty();
            }
        }
        OptionalLong now = current.number();
        return Optional.of(new Clock(
                name,
                now.isPresent() ? OptionalLong.of(now.getAsLong() * hzPerUnit) : now,
                lowest.number().getAsLong() * hzPerUnit,
                highest.number().getAsLong() * hzPerUnit,
                governor));
    }
}
