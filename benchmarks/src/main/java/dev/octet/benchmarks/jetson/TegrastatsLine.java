package dev.octet.benchmarks.jetson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line that tegrastats prints. Words that are not known are passed over; of the two or three figures of a rail or a
 * temperature the first counts, which is that of the moment.
 *
 * @param usedMebibytes memory in use
 * @param totalMebibytes all memory
 * @param cores load of each core, percent; empty for one that is off
 * @param gpuPercent load of the GPU; empty when not told, as on a Thor that idles
 * @param gpuMhz clock of each cluster of the GPU; none when not told
 * @param memoryPercent load of the memory; empty when not told
 * @param memoryMhz clock of the memory; empty when not told, as without root on JetPack 5
 * @param celsius temperatures by part, without parts that are off
 * @param milliwatts power by rail, without unconnected ones
 */
public record TegrastatsLine(
        long usedMebibytes,
        long totalMebibytes,
        List<OptionalDouble> cores,
        OptionalDouble gpuPercent,
        List<Long> gpuMhz,
        OptionalDouble memoryPercent,
        OptionalLong memoryMhz,
        Map<String, Double> celsius,
        Map<String, Long> milliwatts) {

    private static final Pattern RAM = Pattern.compile("\\bRAM (\\d+)/(\\d+)MB");
    private static final Pattern CPU = Pattern.compile("\\bCPU \\[([^\\]]*)\\]");
    private static final Pattern GPU = Pattern.compile("\\bGR3D_FREQ (?:(\\d+)%)?(?:@(?:\\[([^\\]]*)\\]|(\\d+)))?");
    private static final Pattern MEMORY = Pattern.compile("\\bEMC_FREQ (?:(\\d+)%)?(?:@(\\d+))?");
    private static final Pattern HEAT = Pattern.compile("\\b(\\w+)@(-?\\d+(?:\\.\\d+)?)C");
    private static final Pattern RAIL =
            Pattern.compile("\\b([A-Z][A-Z0-9_]*) (\\d+)(?:mW)?/\\d+(?:mW)?(?:/\\d+mW)?(?= |$)");
    private static final double OFF_CELSIUS = -256;

    public TegrastatsLine {
        cores = List.copyOf(cores);
        gpuMhz = List.copyOf(gpuMhz);
        celsius = Map.copyOf(celsius);
        milliwatts = Map.copyOf(milliwatts);
    }

    /** Reads a line of JetPack 4 to 7; empty when it is none. */
    public static Optional<TegrastatsLine> of(String line) {
        Matcher ram = RAM.matcher(line);
        if (!ram.find()) {
            return Optional.empty();
        }
        Matcher gpu = GPU.matcher(line);
        boolean gpuTold = gpu.find();
        Matcher memory = MEMORY.matcher(line);
        boolean memoryTold = memory.find();
        return Optional.of(new TegrastatsLine(
                Long.parseLong(ram.group(1)),
                Long.parseLong(ram.group(2)),
                cores(line),
                gpuTold ? percent(gpu.group(1)) : OptionalDouble.empty(),
                gpuTold ? clocks(gpu) : List.of(),
                memoryTold ? percent(memory.group(1)) : OptionalDouble.empty(),
                memoryTold && memory.group(2) != null
                        ? OptionalLong.of(Long.parseLong(memory.group(2)))
                        : OptionalLong.empty(),
                celsius(line),
                milliwatts(line)));
    }

    private static List<OptionalDouble> cores(String line) {
        List<OptionalDouble> loads = new ArrayList<>();
        Matcher cpu = CPU.matcher(line);
        if (cpu.find()) {
            for (String core : cpu.group(1).split(",", -1)) {
                int end = core.indexOf('%');
                loads.add(end < 0 ? OptionalDouble.empty() : percent(core.substring(0, end)));
            }
        }
        return loads;
    }

    @SuppressWarnings("NullAway") // a group that took no part is null
    private static List<Long> clocks(Matcher gpu) {
        if (gpu.group(3) != null) {
            return List.of(Long.parseLong(gpu.group(3)));
        }
        List<Long> clocks = new ArrayList<>();
        if (gpu.group(2) != null) {
            for (String clock : gpu.group(2).split(",", -1)) {
                if (clock.strip().matches("\\d+")) {
                    clocks.add(Long.parseLong(clock.strip()));
                }
            }
        }
        return clocks;
    }

    private static OptionalDouble percent(@Nullable String digits) {
        return digits == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(digits));
    }

    private static Map<String, Double> celsius(String line) {
        Map<String, Double> degrees = new LinkedHashMap<>();
        Matcher heat = HEAT.matcher(line);
        while (heat.find()) {
            double value = Double.parseDouble(heat.group(2));
            if (value > OFF_CELSIUS) {
                degrees.put(heat.group(1), value);
            }
        }
        return degrees;
    }

    private static Map<String, Long> milliwatts(String line) {
        Map<String, Long> power = new LinkedHashMap<>();
        Matcher rail = RAIL.matcher(line);
        while (rail.find()) {
            // RAM and SWAP are followed by MB, which the pattern does not take.
            if (!rail.group(1).startsWith("NC")) {
                power.put(rail.group(1), Long.parseLong(rail.group(2)));
            }
        }
        return power;
    }
}
