package dev.octet.benchmarks.jetson;

import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.benchmarks.sysfs.KernelText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The power mode that nvpmodel set: how many cores are on, and how fast the clocks may run.
 *
 * @param name such as "MAXN_SUPER"; "mode 2" when only the number is known
 * @param id its number; empty when not told
 */
public record PowerMode(String name, OptionalInt id) {

    private static final String STATUS = "/var/lib/nvpmodel/status";
    private static final String MODES = "/etc/nvpmodel.conf";
    private static final Pattern QUERY = Pattern.compile("NV Power Mode: *(\\S+)\\s*(\\d+)?");
    private static final Pattern STATUS_LINE = Pattern.compile("pmode:(\\d+)");

    /** By what {@code nvpmodel -q} prints, whatever it warns of before; empty when it names no mode. */
    public static Optional<PowerMode> inQuery(String text) {
        Matcher mode = QUERY.matcher(text);
        return mode.find()
                ? Optional.of(new PowerMode(
                        mode.group(1),
                        mode.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(mode.group(2)))))
                : Optional.empty();
    }

    /** By nvpmodel's own files; empty, and why added to the problems, when they do not tell. */
    static Optional<PowerMode> inFiles(KernelFiles kernel, List<String> problems) {
        KernelText status = kernel.text(STATUS);
        Matcher number = STATUS_LINE.matcher(status.value().orElse(""));
        if (!number.find()) {
            problems.add("power mode: nvpmodel does not answer, and "
                    + (status.problem().isEmpty() ? STATUS + ": no mode in it" : status.sentence()));
            return Optional.empty();
        }
        int id = Integer.parseInt(number.group(1));
        KernelText modes = kernel.text(MODES);
        Matcher name = Pattern.compile("(?m)^\\s*<\\s*POWER_MODEL\\s+ID=" + id + "\\s+NAME=([^\\s>]+)")
                .matcher(modes.value().orElse(""));
        if (name.find()) {
            return Optional.of(new PowerMode(name.group(1), OptionalInt.of(id)));
        }
        problems.add(
                "name of power mode " + id + ": " + (modes.problem().isEmpty() ? "not in " + MODES : modes.sentence()));
        return Optional.of(new PowerMode("mode " + id, OptionalInt.of(id)));
    }

    /** True for the modes without a power budget; the others hold clocks and cores down. */
    public boolean isUnlimited() {
        return name.startsWith("MAXN");
    }
}
