package dev.octet.benchmarks.state;

import dev.octet.benchmarks.sysfs.KernelFiles;
import dev.octet.benchmarks.sysfs.KernelText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How hot it is, by the thermal zones of the kernel. */
public final class Temperatures {

    private static final String ZONES = "/sys/class/thermal/";
    private static final double MILLI = 1000;

    /** What a Tegra says of a zone whose part is switched off. */
    private static final double OFF_CELSIUS = -256;

    private Temperatures() {}

    /**
     * Degrees Celsius by the type of the zone, such as "gpu-thermal". A zone whose part is switched off is left out; one
     * that cannot be read for another reason is added to the problems.
     */
    public static Map<String, Double> of(KernelFiles kernel, List<String> problems) {
        Map<String, Double> degrees = new LinkedHashMap<>();
        for (String zone : kernel.names(ZONES)) {
            if (!zone.startsWith("thermal_zone")) {
                continue;
            }
            String type = kernel.text(ZONES + zone + "/type").value().orElse(zone);
            KernelText text = kernel.text(ZONES + zone + "/temp");
            OptionalLong milli = text.number();
            if (milli.isPresent()) {
                double celsius = milli.getAsLong() / MILLI;
                if (celsius > OFF_CELSIUS) {
                    degrees.putIfAbsent(type, celsius);
                }
            } else {
                problems.add("temperature of " + type + ": " + text.numberProblem());
            }
        }
        return degrees;
    }
}
