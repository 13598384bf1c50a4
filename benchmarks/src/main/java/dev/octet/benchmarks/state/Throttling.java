package dev.octet.benchmarks.state;

import dev.octet.benchmarks.sysfs.KernelFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What holds the clocks down, as the kernel tells it.
 *
 * @param cooling what cools by slowing down now, by its type, such as "cpufreq-cpu0"
 * @param events how often something slowed down since the start of the machine: on a Jetson over-current events by
 *     {@code oc*_event_cnt}, on x86 {@code core_throttle_count} and {@code package_throttle_count}
 */
public record Throttling(List<String> cooling, Map<String, Long> events) {

    private static final String THERMAL = "/sys/class/thermal/";
    private static final String HWMON = "/sys/class/hwmon/";
    private static final String CORES = "/sys/devices/system/cpu/";

    public Throttling {
        cooling = List.copyOf(cooling);
        events = Map.copyOf(events);
    }

    /** Now. */
    public static Throttling of(KernelFiles kernel) {
        return new Throttling(cooling(kernel), events(kernel));
    }

    private static List<String> cooling(KernelFiles kernel) {
        List<String> active = new ArrayList<>();
        for (String device : kernel.names(THERMAL)) {
            if (device.startsWith("cooling_device")) {
                String type = kernel.text(THERMAL + device + "/type").value().orElse(device);
                boolean slows = !type.contains("fan") && !type.equals("intel_powerclamp");
                if (slows
                        && kernel.text(THERMAL + device + "/cur_state").number().orElse(0) > 0) {
                    active.add(type);
                }
            }
        }
        return active;
    }

    private static Map<String, Long> events(KernelFiles kernel) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String device : kernel.names(HWMON)) {
            for (String file : kernel.names(HWMON + device)) {
                if (file.matches("oc\\d+_event_cnt")) {
                    count(kernel, HWMON + device + "/" + file, "over-current " + file.replaceAll("\\D", ""), counts);
                }
            }
        }
        for (String core : kernel.names(CORES)) {
            if (core.matches("cpu\\d+")) {
                String folder = CORES + core + "/thermal_throttle/";
                count(kernel, folder + "core_throttle_count", "heat of a core", counts);
                count(kernel, folder + "package_throttle_count", "heat of the processor", counts);
            }
        }
        return counts;
    }

    private static void count(KernelFiles kernel, String path, String what, Map<String, Long> counts) {
        OptionalLong number = kernel.text(path).number();
        number.ifPresent(times -> counts.merge(what, times, Long::sum));
    }

    /** What happened between an earlier moment and this one, each one part of a sentence. */
    public List<String> since(Throttling earlier) {
        List<String> happened = new ArrayList<>();
        events.forEach((what, times) -> {
            long more = times - earlier.events.getOrDefault(what, 0L);
            if (more > 0) {
                happened.add(what + " (" + more + " times)");
            }
        });
        happened.sort(null);
        return happened;
    }
}
