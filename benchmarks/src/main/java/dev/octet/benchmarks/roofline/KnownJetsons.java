package dev.octet.benchmarks.roofline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The GPUs of Jetson modules in their power modes. A rate is streaming multiprocessors times multiply-accumulates of one in a
 * cycle times the highest clock of the mode; DLA is not in it.
 */
final class KnownJetsons {

    private static final List<Module> MODULES = List.of(
            // NVIDIA Jetson AGX Orin Series Technical Brief v1.2 (85 and 54 INT8 TOPS dense of the GPU, 204.8 GB/s);
            // modes from
            // the
            // Jetson Linux Developer Guide r36.4, "Supported Modes and Power Efficiency".
            new Module(
                    "Jetson AGX Orin 64GB",
                    "agx orin",
                    48,
                    Chip.ORIN,
                    modes("MAXN 16 1301 204.8, 50W 16 828.75 204.8, 30W 8 624.75 204.8, 15W 6 420.75 136.5")),
            new Module(
                    "Jetson AGX Orin 32GB",
                    "agx orin",
                    0,
                    Chip.ORIN,
                    modes("MAXN 14 930.75 204.8, 40W 14 828.75 204.8, 30W 8 624.75 204.8, 15W 6 420.75 136.5")),
            // NVIDIA Jetson Orin NX Series data sheet DS-10712-001 (8 multiprocessors, 918 MHz, 102.4 GB/s); modes as
            // above,
            // the
            // super modes from r36.4.3 on.
            new Module(
                    "Jetson Orin NX",
                    "orin nx",
                    0,
                    Chip.ORIN,
                    modes(
                            "MAXN_SUPER 8 1173 102.4, 40W 8 1173 102.4, MAXN 8 918 102.4, 25W 8 408 102.4, 15W 8 612 102.4,"
                                    + " 10W 4 612 102.4")),
            // NVIDIA Jetson Orin Nano Series data sheet DS-11105-001 (8 multiprocessors of the 8 GB module, 625 MHz, 68
            // GB/s)
            // and the
            // Orin Nano Super Developer Kit data sheet, 2024 (1,020 MHz, 102 GB/s).
            new Module(
                    "Jetson Orin Nano 8GB",
                    "orin nano",
                    6,
                    Chip.ORIN,
                    modes("MAXN_SUPER 8 1020 102.4, 25W 8 918 102.4, 15W 8 624.75 68.3, 7W 8 408 68.3")),
            new Module("Jetson Orin Nano 4GB", "orin nano", 0, Chip.ORIN, modes("10W 4 624.75 34.1, 7W 4 624.75 34.1")),
            // NVIDIA Jetson Thor Series Modules data sheet, 2025: T5000 with 20 multiprocessors (2,560 cores), 1.57
            // GHz, 1,035
            // sparse
            // FP8 TFLOPS, 273 GB/s.
            new Module("Jetson AGX Thor (T5000)", "thor", 0, Chip.THOR, modes("MAXN 20 1575 273, 120W 20 1386 273")));

    private KnownJetsons() {}

    /**
     * Multiply-accumulates of one multiprocessor in a cycle. Orin as GA100, whose rates its data sheet gives; Thor from its
     * data sheet: 517 dense TOPS of 20 multiprocessors at 1.575 GHz.
     */
    private enum Chip {
        ORIN(2048, 1024, 512),
        THOR(8192, 4096, 2048);

        private final int int8;
        private final int fp16;
        private final int tf32;

        Chip(int int8, int fp16, int tf32) {
            this.int8 = int8;
            this.fp16 = fp16;
            this.tf32 = tf32;
        }
    }

    private record Mode(int multiprocessors, double megahertz, double gigabytesPerSecond) {}

    private record Module(String text, String word, long gigabytes, Chip chip, Map<String, Mode> modes) {}

    /** {@code NAME multiprocessors MHz GB/s}, the mode without limits first. */
    private static Map<String, Mode> modes(String text) {
        Map<String, Mode> modes = new LinkedHashMap<>();
        for (String mode : text.split(", ", -1)) {
            List<String> words = List.of(mode.split(" ", -1));
            modes.put(
                    words.get(0),
                    new Mode(
                            Integer.parseInt(words.get(1)),
                            Double.parseDouble(words.get(2)),
                            Double.parseDouble(words.get(3))));
        }
        return Collections.unmodifiableMap(modes);
    }

    /**
     * The limits of a module in a power mode; in the fastest that is known where the mode is not, which the origin says.
     *
     * @param model as the device tree calls it
     * @param memoryBytes of the module
     * @param mode as nvpmodel calls it
     */
    static Optional<DeviceLimits> of(String model, long memoryBytes, Optional<String> mode) {
        String lower = model.toLowerCase(Locale.ROOT);
        return MODULES.stream()
                .filter(one -> lower.contains(one.word()) && memoryBytes >= one.gigabytes() << 30)
                .findFirst()
                .map(module -> in(module, mode));
    }

    private static DeviceLimits in(Module module, Optional<String> mode) {
        Map<String, Mode> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        known.putAll(module.modes());
        String fastest = module.modes().keySet().iterator().next();
        Optional<String> named = mode.map(KnownJetsons::bare).filter(known::containsKey);
        Mode taken = Objects.requireNonNull(known.get(named.orElse(fastest)));
        double cycles = taken.multiprocessors() * taken.megahertz() * 1e6;
        String why = named.isPresent() ? "" : ", as mode " + mode.orElse("?") + " is not in the table";
        return new DeviceLimits(
                module.text(),
                cycles * module.chip().int8,
                cycles * module.chip().fp16,
                cycles * module.chip().tf32,
                taken.gigabytesPerSecond() * 1e9,
                "computed for power mode " + named.orElse(fastest) + why + ", dense, without DLA");
    }

    /** nvpmodel writes {@code MODE_30W} on some releases and {@code 30W} on others. */
    private static String bare(String mode) {
        return mode.toUpperCase(Locale.ROOT).startsWith("MODE_") ? mode.substring("MODE_".length()) : mode;
    }
}
