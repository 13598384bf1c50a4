package dev.octet.benchmarks.power;

import java.time.Duration;

/** The settings of power measuring that nobody chose. */
public final class PowerDefaults {

    /**
     * Between two samples. NVML renews its figures every 20 to 100 ms, the INA3221 of a Jetson every 10 ms or so; reading
     * more often would take processor time from what is measured.
     */
    public static final Duration PERIOD = Duration.ofMillis(50);

    /** Of the idle machine before the run: 60 samples. */
    public static final Duration IDLE = Duration.ofSeconds(3);

    /** Of each model: shorter windows mislead where a counter moves in coarse steps. */
    public static final Duration RUN = Duration.ofSeconds(5);

    /** Samples kept for each source; a longer run keeps every second, every fourth, and so on. */
    static final int SAMPLES = 4096;

    private PowerDefaults() {}
}
