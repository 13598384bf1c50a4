package dev.octet.benchmarks.environment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What does not change while something is measured, and must be alike for two results to be compared.
 *
 * @param octet version of Octet
 * @param flags what the command was given
 * @param jvm vendor and version of the JDK
 * @param jvmFlags what the JVM was given
 * @param os name and version of the kernel
 * @param distribution of Linux; empty when not told
 * @param processor the processor
 * @param memoryBytes of the machine, or of the container
 * @param runtimes version by name of what can run a model and was loaded, such as ONNX Runtime
 * @param gpu the GPU; empty where none is measured
 * @param board the Jetson; empty elsewhere
 */
public record Setup(
        String octet,
        List<String> flags,
        String jvm,
        List<String> jvmFlags,
        String os,
        Optional<String> distribution,
        Processor processor,
        long memoryBytes,
        Map<String, String> runtimes,
        Optional<Gpu> gpu,
        Optional<Board> board) {

    public Setup {
        flags = List.copyOf(flags);
        jvmFlags = List.copyOf(jvmFlags);
        runtimes = Map.copyOf(runtimes);
    }

    /**
     * A processor.
     *
     * @param model its name
     * @param arch its architecture
     * @param cores that this process may use
     * @param flags those that decide how fast INT8 is
     * @param governors what chooses its clocks; empty when not told
     * @param lowestMhz the lowest that a clock may have
     * @param highestMhz the highest
     */
    public record Processor(
            String model,
            String arch,
            int cores,
            List<String> flags,
            Optional<String> governors,
            OptionalLong lowestMhz,
            OptionalLong highestMhz) {}

    /**
     * A GPU.
     *
     * @param name its number and name
     * @param driver version of the driver; empty when not told
     * @param persistence whether the driver stays ready; empty when not told
     * @param powerLimitWatts what it may draw; empty when not told
     * @param maxSmClockMhz its highest clock; empty when not told
     */
    public record Gpu(
            String name,
            Optional<String> driver,
            Optional<Boolean> persistence,
            OptionalDouble powerLimitWatts,
            OptionalDouble maxSmClockMhz) {}

    /**
     * A Jetson.
     *
     * @param name of the board
     * @param l4t its Linux for Tegra
     * @param jetPack the JetPack; empty when not known
     * @param powerMode by nvpmodel; empty when not told
     * @param clocks LOCKED, FLOATING or UNKNOWN
     */
    public record Board(String name, String l4t, Optional<String> jetPack, Optional<String> powerMode, String clocks) {}
}
