package dev.octet.benchmarks.roofline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The clock of a processor core.
 *
 * @param hertz cycles a second
 * @param origin how it is known
 */
public record CpuClock(double hertz, String origin) {

    private static final Path HIGHEST = Path.of("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq");
    private static final int STEPS = 4_000_000;
    private static final int TRIES = 12;

    /** A shift and an exclusive or, each of one cycle on every x86 processor since 2006; three pairs of them a step. */
    private static final int CYCLES = 6;

    public CpuClock {
        if (!(hertz > 0)) {
            throw new IllegalArgumentException("hertz is " + hertz + ", must be positive");
        }
    }

    /** The highest that the system names; where it names none, as in most virtual machines, what is measured. */
    public static CpuClock current() {
        return named(Path.of("/")).orElseGet(CpuClock::measured);
    }

    static Optional<CpuClock> named(Path root) {
        Path file = root.resolve(HIGHEST);
        try {
            if (Files.isReadable(file)) {
                long kilohertz = Long.parseLong(
                        Files.readString(file, StandardCharsets.ISO_8859_1).strip());
                return Optional.of(new CpuClock(1e3 * kilohertz, "highest clock of cpufreq"));
            }
        } catch (IOException | NumberFormatException e) {
            // Then it is measured.
        }
        return Optional.empty();
    }

    /** From the fastest of some runs of a chain in which every instruction waits for the one before. */
    static CpuClock measured() {
        double shortest = Double.MAX_VALUE;
        long value = 88_172_645_463_325_252L;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            value = chain(value, STEPS);
            shortest = Math.min(shortest, (double) (System.nanoTime() - start));
        }
        if (value == 0) {
            throw new IllegalStateException("xorshift never gives 0");
        }
        return new CpuClock(1e9 * STEPS * CYCLES / shortest, "measured by a chain of dependent instructions");
    }

    /** Xorshift (G. Marsaglia, 2003), whose steps no compiler can shorten. */
    private static long chain(long start, int steps) {
        long x = start;
        for (int i = 0; i < steps; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    String text() {
        return String.format(Locale.ROOT, "%.2f GHz (%s)", hertz / 1e9, origin);
    }
}
