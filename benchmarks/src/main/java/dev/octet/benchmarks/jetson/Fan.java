package dev.octet.benchmarks.jetson;

import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.benchmarks.sysfs.KernelText;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fan of a board.
 *
 * @param percent of its full speed that it is told; empty when not told
 * @param turnsPerMinute measured; empty when not told
 * @param profile of nvfancontrol, such as "quiet" or "cool"; empty when not told
 */
public record Fan(OptionalDouble percent, OptionalLong turnsPerMinute, Optional<String> profile) {

    private static final String HWMON = "/sys/class/hwmon/";
    private static final double FULL = 255;
    private static final Pattern SET = Pattern.compile("FAN_PROFILE:(\\w+)");
    private static final Pattern USUAL = Pattern.compile("FAN_DEFAULT_PROFILE +(\\w+)");

    /** The fan; empty where there is none. On Thor one device tells the speed and another is told it. */
    static Optional<Fan> of(KernelFiles kernel) {
        OptionalDouble percent = OptionalDouble.empty();
        OptionalLong turns = OptionalLong.empty();
        for (String device : kernel.names(HWMON)) {
            OptionalLong pwm = kernel.text(HWMON + device + "/pwm1").number();
            if (percent.isEmpty() && pwm.isPresent()) {
                percent = OptionalDouble.of(100 * pwm.getAsLong() / FULL);
            }
            for (String file : new String[] {"rpm", "fan1_input"}) {
                if (turns.isEmpty()) {
                    turns = kernel.text(HWMON + device + "/" + file).number();
                }
            }
        }
        if (percent.isEmpty() && turns.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> profile = profile(SET, kernel.text("/var/lib/nvfancontrol/status"))
                .or(() -> profile(USUAL, kernel.text("/etc/nvfancontrol.conf")));
        return Optional.of(new Fan(percent, turns, profile));
    }

    private static Optional<String> profile(Pattern line, KernelText text) {
        Matcher found = line.matcher(text.value().orElse(""));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
