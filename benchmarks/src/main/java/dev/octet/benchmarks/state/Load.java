package dev.octet.benchmarks.state;

import dev.octet.benchmarks.sysfs.KernelFiles;
import java.util.OptionalDouble;

/** How busy the machine is. */
public final class Load {

    private Load() {}

    /** Mean number of runnable processes over the last minute; empty when not told. */
    public static OptionalDouble lastMinute(KernelFiles kernel) {
        String text = kernel.text("/proc/loadavg").value().orElse("");
        try {
            return OptionalDouble.of(Double.parseDouble(text.replaceFirst(" .*", "")));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
